// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.differentiate.TrainingGraph;

/** Reads a program's losses and finds where they stop being finite. */
final class StepLosses {

  private final TrainingGraph graph;
  private final Program program;

  StepLosses(TrainingGraph graph, Program program) {
    this.graph = graph;
    this.program = program;
  }

  double requireFinite(long step) {
    double loss = program.value(graph.network().loss().name()).getDouble(0);
    if (!Double.isFinite(loss)) {
      throw RetrogradeException.failure(
          new Problem(
              "step " + step + ", " + firstBrokenPlace(),
              "a loss of " + loss,
              "a finite loss",
              "lower the learning rates or the rule's coefficients and resume from the last"
                  + " checkpoint"));
    }
    return loss;
  }

  double alignment() {
    return graph.alignmentLoss().map(loss -> program.value(loss.name()).getDouble(0)).orElse(0.0);
  }

  private String firstBrokenPlace() {
    Network network = graph.network();
    for (Map.Entry<String, Tensor> layer : network.layers().entrySet()) {
      String name = layer.getValue().variable().name();
      if (program.computes(name) && !isFinite(program.value(name))) {
        return "layer '" + layer.getKey() + "'";
      }
    }
    return "after layer '" + network.synapses().get(network.synapses().size() - 1).layer() + "'";
  }

  private static boolean isFinite(INDArray array) {
    return Double.isFinite(array.amaxNumber().doubleValue())
        && Double.isFinite(array.sumNumber().doubleValue());
  }
}
