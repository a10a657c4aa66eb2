// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.result.Alignment;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Measures the kernels that carry the error against W, in a program of its own that training does
 * not pay for.
 */
final class AlignmentProbe {

  private final TrainingGraph graph;
  private final Program program;

  AlignmentProbe(TrainingGraph graph, Map<String, INDArray> inputs, KernelLibrary kernels) {
    this.graph = graph;
    Set<String> carriers = new LinkedHashSet<>();
    graph.carriers().values().forEach(carrier -> carriers.add(carrier.name()));
    Bindings bindings = new Bindings(inputs, Map.of(), carriers);
    program = new Compiler(kernels).compile(graph.network().graph(), bindings);
  }

  AlignmentRecord measure(long step) {
    program.run();
    VectorPair whole = VectorPair.none();
    Map<String, Alignment> layers = new LinkedHashMap<>();
    for (Synapse synapse : graph.network().synapses()) {
      SDVariable carrier = graph.carriers().get(synapse.layer());
      if (carrier != null) {
        VectorPair own = VectorPair.of(values(synapse.weight().name()), values(carrier.name()));
        whole = whole.with(own);
        layers.put(synapse.layer(), alignment(own));
      }
    }
    return new AlignmentRecord(step, layers, alignment(whole));
  }

  void close() {
    program.close();
  }

  private double[] values(String variable) {
    INDArray array = program.value(variable);
    return array.dup('c').data().asDouble();
  }

  private static Alignment alignment(VectorPair pair) {
    return new Alignment(pair.angleDegrees(), pair.ratio());
  }
}
