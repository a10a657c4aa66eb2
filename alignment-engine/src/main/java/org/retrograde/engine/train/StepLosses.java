// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.compile.Program;

/** Reads a program's loss and finds where it stops being finite. */
final class StepLosses {

  private final Network network;
  private final Program program;
  private final Function<Set<String>, Program> computing;

  /**
   * Takes where to look.
   *
   * @param computing computes further variables once, when something is broken
   */
  StepLosses(Network network, Program program, Function<Set<String>, Program> computing) {
    this.network = network;
    this.program = program;
    this.computing = computing;
  }

  double requireFinite(long step) {
    double loss = program.value(network.loss().name()).getDouble(0);
    if (!Double.isFinite(loss)) {
      throw RetrogradeException.failure(
          new Problem(
              "step " + step + ", " + firstBrokenPlace(),
              "a loss of " + loss,
              "a finite loss",
              "lower the learning rates or the rule's coefficients and start again; the last good"
                  + " checkpoint is kept"));
    }
    return loss;
  }

  private String firstBrokenPlace() {
    Set<String> names = new LinkedHashSet<>();
    network.layers().values().forEach(layer -> names.add(layer.variable().name()));
    try (Program layers = computing.apply(names)) {
      for (Map.Entry<String, Tensor> layer : network.layers().entrySet()) {
        if (!isFinite(layers.value(layer.getValue().variable().name()))) {
          return "layer '" + layer.getKey() + "'";
        }
      }
    }
    return "after layer '" + network.synapses().get(network.synapses().size() - 1).layer() + "'";
  }

  private static boolean isFinite(INDArray array) {
    return Double.isFinite(array.amaxNumber().doubleValue())
        && Double.isFinite(array.sumNumber().doubleValue());
  }
}
