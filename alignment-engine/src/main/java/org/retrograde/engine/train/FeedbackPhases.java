// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.TrainingGraph;

/** Runs what rules do with feedback weights between epochs, and keeps what they remember. */
final class FeedbackPhases {

  /** A phase with the feedback weights that it serves and its memory. */
  private record Served(
      FeedbackPhase phase, List<FeedbackWeights> weights, Map<String, double[]> memory) {}

  private final List<Served> served = new ArrayList<>();
  private final Map<String, float[]> first = new LinkedHashMap<>();
  private final NetworkParameters parameters;
  private final long seed;

  /** Takes the first feedback weights, which must have been drawn. */
  FeedbackPhases(TrainingGraph graph, NetworkParameters parameters, long seed) {
    this.parameters = parameters;
    this.seed = seed;
    Map<FeedbackPhase, List<FeedbackWeights>> byPhase = new LinkedHashMap<>();
    for (FeedbackWeights feedback : graph.feedback()) {
      feedback
          .phase()
          .ifPresent(p -> byPhase.computeIfAbsent(p, key -> new ArrayList<>()).add(feedback));
    }
    byPhase.forEach(
        (phase, weights) -> served.add(new Served(phase, weights, memory(phase, weights))));
    served.forEach(s -> s.weights().forEach(w -> first.put(w.name(), values(w.name()))));
  }

  boolean isEmpty() {
    return served.isEmpty();
  }

  /** The arrays themselves, by the name under which a snapshot holds them. */
  Map<String, double[]> memory() {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int i = 0; i < served.size(); i++) {
      int place = i;
      served
          .get(i)
          .memory()
          .forEach((name, array) -> all.put("phase." + place + "." + name, array));
    }
    return all;
  }

  /**
   * Takes the memory out of a snapshot, and changes nothing yet.
   *
   * @return what {@link #remember} takes
   */
  Map<String, double[]> takeFrom(Map<String, NamedArray> arrays) {
    Map<String, double[]> taken = new LinkedHashMap<>();
    memory().forEach((name, target) -> taken.put(name, values(name, arrays.remove(name), target)));
    return taken;
  }

  void remember(Map<String, double[]> taken) {
    memory()
        .forEach(
            (name, target) ->
                System.arraycopy(
                    Objects.requireNonNull(taken.get(name)), 0, target, 0, target.length));
  }

  private static double[] values(String name, @Nullable NamedArray saved, double[] target) {
    if (saved != null
        && saved.values() instanceof double[] values
        && values.length == target.length) {
      return values;
    }
    throw RetrogradeException.usage(
        new Problem(
            "checkpoint array '" + name + "'",
            saved == null ? "no such array" : "shape " + saved.shape(),
            "shape [" + target.length + "] in float64",
            "use a checkpoint of the same architecture and rule"));
  }

  void run(long epoch) {
    for (int i = 0; i < served.size(); i++) {
      run(served.get(i), RandomStream.of(seed, "feedback-phase/" + i, epoch));
    }
  }

  private void run(Served one, RandomStream stream) {
    List<FeedbackPhase.Weights> weights =
        one.weights().stream()
            .map(
                w ->
                    new FeedbackPhase.Weights(
                        w.synapse(),
                        values(w.synapse().weight().name()),
                        Objects.requireNonNull(first.get(w.name())),
                        values(w.name())))
            .toList();
    one.phase().run(weights, one.memory(), stream);
    for (int i = 0; i < weights.size(); i++) {
      ArrayTransfer.write(
          weights.get(i).feedback(), parameters.buffer(one.weights().get(i).name()));
    }
  }

  private static Map<String, double[]> memory(FeedbackPhase phase, List<FeedbackWeights> weights) {
    List<Synapse> synapses = weights.stream().map(FeedbackWeights::synapse).toList();
    Map<String, double[]> memory = new LinkedHashMap<>();
    phase.memory(synapses).forEach((name, length) -> memory.put(name, new double[length]));
    return memory;
  }

  private float[] values(String name) {
    INDArray array = parameters.buffer(name);
    return array.dup('c').data().asFloat();
  }
}
