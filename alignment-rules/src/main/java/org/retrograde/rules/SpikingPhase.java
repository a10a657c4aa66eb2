// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.retrograde.api.graph.DenseMap;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.rules.spiking.DiscontinuityEstimator;
import org.retrograde.rules.spiking.RegressionState;
import org.retrograde.rules.spiking.SpikingConstants;
import org.retrograde.rules.spiking.WeightMatrix;

/**
 * Simulates dense layers as spiking units before each epoch, and takes for B what their spikes tell
 * of W.
 *
 * @param seconds the simulated time, shared by the layers
 */
record SpikingPhase(double seconds) implements FeedbackPhase {

  private static final String DEVIATION = "feedback-deviation";

  @Override
  public Map<String, Integer> memory(List<Synapse> synapses) {
    requireChain(synapses);
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (Synapse synapse : synapses) {
      DenseMap map = (DenseMap) synapse.map();
      WeightMatrix zeros = matrix(map, new float[map.inputs() * map.outputs()]);
      RegressionState.start(zeros)
          .arrays()
          .forEach((name, array) -> lengths.put(key(synapse, name), array.length));
    }
    return lengths;
  }

  @Override
  public void run(List<Weights> weights, Map<String, double[]> memory, RandomStream stream) {
    List<RegressionState> states = weights.stream().map(w -> state(w, memory)).toList();
    List<WeightMatrix> estimates =
        new DiscontinuityEstimator(SpikingConstants.standard(), states)
            .run(
                weights.stream().map(w -> matrix(map(w), w.weight())).toList(),
                weights.stream().map(w -> matrix(map(w), w.feedback())).toList(),
                seconds,
                stream);
    for (int i = 0; i < weights.size(); i++) {
      Weights layer = weights.get(i);
      float[] estimate = estimates.get(i).values();
      System.arraycopy(estimate, 0, layer.feedback(), 0, estimate.length);
      states.get(i).arrays().forEach((name, array) -> remember(layer, name, array, memory));
    }
  }

  private static RegressionState state(Weights layer, Map<String, double[]> memory) {
    WeightMatrix first = matrix(map(layer), layer.firstFeedback());
    Map<String, double[]> arrays = new LinkedHashMap<>();
    for (String name : RegressionState.start(first).arrays().keySet()) {
      arrays.put(name, Objects.requireNonNull(memory.get(key(layer.synapse(), name))));
    }
    arrays.put(DEVIATION, new double[] {first.deviation()});
    return RegressionState.restored(first.inputs(), first.outputs(), arrays);
  }

  private static void remember(
      Weights layer, String name, double[] array, Map<String, double[]> memory) {
    double[] target = Objects.requireNonNull(memory.get(key(layer.synapse(), name)));
    System.arraycopy(array, 0, target, 0, array.length);
  }

  /** The layers' spikes are driven one by one, so each only has to lead to the next. */
  private static void requireChain(List<Synapse> synapses) {
    List<String> names = new ArrayList<>();
    int units = -1;
    for (Synapse synapse : synapses) {
      if (!(synapse.map() instanceof DenseMap map) || (units >= 0 && map.inputs() != units)) {
        throw Refusals.contradiction(
            "rule spiking-discontinuity, layer '" + synapse.layer() + "'",
            synapse.map() instanceof DenseMap
                ? "a dense layer that does not follow " + names
                : "a convolution",
            "dense layers, each of which leads to the next",
            "give that layer another rule by its name, such as feedback-alignment");
      }
      names.add(synapse.layer());
      units = map.outputs();
    }
  }

  private static DenseMap map(Weights layer) {
    return (DenseMap) layer.synapse().map();
  }

  private static WeightMatrix matrix(DenseMap map, float[] values) {
    return WeightMatrix.of(map.inputs(), map.outputs(), values);
  }

  private static String key(Synapse synapse, String name) {
    return synapse.layer() + "." + name;
  }
}
