// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Network;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.Progress;
import org.retrograde.engine.train.TrainingStep;

/** The steps of the battery of {@link LearningRuleContract}. */
final class RuleTrial {

  static final int IMAGES = 4;
  static final int STEPS = 3;

  private RuleTrial() {}

  static TrainingStep step(LearningRuleContract contract) {
    return Probe.step(contract.rule().configure(contract.parameters()), IMAGES, contract.kernels());
  }

  /** Whether B has W's shape at every synapse. */
  static boolean feedbackLikeWeights(SynapticRule rule) {
    Network network = Probe.network(1);
    return network.synapses().stream()
        .allMatch(
            synapse ->
                rule.feedbackWeights(synapse, network.labels().length(1))
                    .shape()
                    .equals(synapse.map().kernelShape()));
  }

  static Batch batch(int index) {
    return Probe.batch(index, IMAGES, 1);
  }

  /** Makes a step, which is an epoch of its own, so that phases and courses count. */
  static void train(TrainingStep step, int index) {
    begin(step, index);
    run(step, index);
  }

  static void begin(TrainingStep step, int index) {
    step.moveTo(new Progress(index, STEPS + 1));
    step.startEpoch(index);
  }

  static void run(TrainingStep step, int index) {
    step.run(batch(index), Probe.TASK_RATE, Probe.ALIGNMENT_RATE);
  }

  static void setFeedbackToWeights(TrainingStep step) {
    for (String layer : Probe.LAYERS) {
      step.set(layer + ".B", Values.betweenWeightAndFeedback(step.get(layer + ".W")));
    }
  }

  /** Overwrites a layer's B by values of other size and sign. */
  static void changeFeedback(TrainingStep step, String layer) {
    NamedArray b = step.get(layer + ".B");
    double[] changed = Values.of(b).clone();
    Arrays.setAll(changed, i -> 0.3 - 1.5 * changed[i]);
    step.set(layer + ".B", new NamedArray(b.shape(), changed));
  }

  static void requireEqualTaskGradients(TrainingStep got, TrainingStep expected) {
    for (String name : expected.names()) {
      if (name.endsWith(".W") || name.endsWith(".b")) {
        Tolerance.DOUBLE.requireAgree(
            "gradient of " + name, got.gradient(name), expected.gradient(name));
      }
    }
  }

  /** Compares what drives B at a layer with finite differences of the alignment loss. */
  static void requireGradient(TrainingStep step, String layer, FeedbackGroup group) {
    double[] expected = differences(step, layer);
    step.runWithoutUpdate(batch(0));
    if (group == FeedbackGroup.TASK) {
      double[] tied = Values.of(Values.betweenWeightAndFeedback(step.gradient(layer + ".W")));
      Arrays.setAll(expected, i -> expected[i] + tied[i]);
    }
    String what = "gradient of " + layer + ".B";
    Tolerance.FINITE_DIFFERENCES.requireAgree(
        what, Values.of(step.gradient(layer + ".B")), expected);
  }

  /** The gradient of the alignment loss with respect to a layer's B, which is left as it was. */
  static double[] differences(TrainingStep step, String layer) {
    String name = layer + ".B";
    NamedArray point = step.get(name);
    double[] gradient =
        FiniteDifferences.gradient(
            values -> {
              step.set(name, new NamedArray(point.shape(), values));
              step.runWithoutUpdate(batch(0));
              return step.alignmentLoss();
            },
            Values.of(point));
    step.set(name, point);
    return gradient;
  }

  static List<NamedArray> feedback(TrainingStep step) {
    return Probe.LAYERS.stream().map(layer -> step.get(layer + ".B")).toList();
  }

  static void requireEqualBits(TrainingStep first, TrainingStep second) {
    assertEquals(bits(first.logits()), bits(second.logits()), "logits");
    for (String name : first.names()) {
      assertTrue(equalBits(first.get(name), second.get(name)), name + " differs");
    }
  }

  static boolean equalBits(List<NamedArray> a, List<NamedArray> b) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(i -> equalBits(a.get(i), b.get(i)));
  }

  static boolean equalBits(NamedArray a, NamedArray b) {
    return a.shape().equals(b.shape()) && Arrays.equals(Values.of(a), Values.of(b));
  }

  static List<Integer> bits(float[] values) {
    Integer[] bits = new Integer[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return List.of(bits);
  }

  /** Everything that two steps of training leave behind. */
  static List<NamedArray> outcome(SynapticRule rule, KernelLibrary kernels) {
    try (TrainingStep step = Probe.step(rule, IMAGES, kernels)) {
      List<NamedArray> outcome = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        train(step, i);
        outcome.add(new NamedArray(List.of(), new double[] {step.alignmentLoss()}));
      }
      step.names().forEach(name -> outcome.add(step.get(name)));
      return outcome;
    }
  }

  /**
   * The rule with other values of one parameter; empty if it accepts no other that could be
   * guessed.
   */
  static List<SynapticRule> withOtherValues(LearningRuleContract contract, ParameterSpec spec) {
    Object current = contract.parameters().values().get(spec.name());
    return candidates(spec, current)
        .filter(candidate -> !Objects.equals(candidate, current))
        .flatMap(candidate -> configured(contract, spec, candidate).stream())
        .toList();
  }

  private static Stream<?> candidates(ParameterSpec spec, @Nullable Object current) {
    double number = current instanceof Number n ? n.doubleValue() : 0.1;
    DoubleStream numbers =
        DoubleStream.of(number * 1.5, number + 1, number / 2, number - 1)
            .filter(v -> allowed(spec, v));
    return switch (spec.type()) {
      case DECIMAL -> numbers.boxed();
      case INTEGER -> numbers.mapToObj(v -> (long) v);
      case FLAG -> Stream.of(true, false);
      case TEXT -> spec.choices().stream();
      case INTEGERS, DECIMALS, TEXTS, RECORDS -> Stream.empty();
    };
  }

  private static boolean allowed(ParameterSpec spec, double value) {
    Double minimum = spec.minimum();
    Double maximum = spec.maximum();
    return (minimum == null || value >= minimum) && (maximum == null || value <= maximum);
  }

  private static Optional<SynapticRule> configured(
      LearningRuleContract contract, ParameterSpec spec, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(contract.parameters().values());
    values.put(spec.name(), value);
    try {
      return Optional.of(contract.rule().configure(new Parameters(values)));
    } catch (RetrogradeException e) {
      return Optional.empty();
    }
  }
}
