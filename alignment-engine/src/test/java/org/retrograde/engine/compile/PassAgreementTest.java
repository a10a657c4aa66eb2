// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.StepPlan;
import org.retrograde.engine.train.TrainingStep;

/** Whatever is switched off, a program computes the same. */
final class PassAgreementTest {

  private static final int BATCH = 5;
  private static final double RATE = 0.02;

  /** Sums of filter gradients in most layers; in the last, B takes the gradient of W. */
  private static final RuleAssignment RULES =
      new RuleAssignment(
          List.of(
              new RuleAssignment.Entry("logits", TestRules.tied(FeedbackGroup.TASK)),
              new RuleAssignment.Entry("*", TestRules.reconstruction())));

  private static final Map<String, BiFunction<Mode, Integer, Network>> NETWORKS =
      Map.of("residual", TestNetworks::residual, "lenet", TestNetworks::lenet);

  static Stream<Arguments> choices() {
    return ServiceLoader.load(KernelLibrary.class).stream()
        .map(ServiceLoader.Provider::get)
        .flatMap(
            library ->
                NETWORKS.keySet().stream()
                    .sorted()
                    .map(n -> Arguments.of(library.id(), library, n)));
  }

  /** Nothing, everything, and each pass alone. */
  private static List<Set<String>> switchedOff() {
    List<Set<String>> choices = new ArrayList<>();
    choices.add(Set.of());
    choices.add(Set.copyOf(Compiler.passes()));
    Compiler.passes().forEach(pass -> choices.add(Set.of(pass)));
    return choices;
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("choices")
  void training_agrees_array_by_array(String id, KernelLibrary library, String network) {
    assumeCanServe(library);
    TrainingStep expected = step(network, new Nd4jKernels(), Set.of());
    for (Set<String> off : switchedOff()) {
      try (TrainingStep got = step(network, library, off)) {
        assertThatCode(() -> requireEqualSteps(got, expected))
            .as("without %s", off)
            .doesNotThrowAnyException();
      }
    }
  }

  private static void requireEqualSteps(TrainingStep got, TrainingStep expected) {
    Map<String, NamedArray> initial = expected.save();
    got.restore(initial);
    for (int i = 0; i < 2; i++) {
      Batch batch = TestNetworks.batch(BATCH, i);
      Agreement.requireEqualGradients(
          "step " + i, got, expected, TestRules.reconstruction(), batch);
      expected.run(batch, RATE, RATE);
      got.run(batch, RATE, RATE);
    }
    Agreement.requireEqualParameters(got, expected);
    expected.restore(initial);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("choices")
  void evaluation_agrees(String id, KernelLibrary library, String network) {
    assumeCanServe(library);
    Network evaluated = network(network, Mode.EVALUATION);
    Map<String, INDArray> inputs = inputs(evaluated);
    INDArray expected = logits(evaluated, new Compiler(new Nd4jKernels()), inputs);
    for (Set<String> off : switchedOff()) {
      INDArray got = logits(evaluated, new Compiler(library, off), inputs);
      Agreement.require("logits without " + off, got, expected);
    }
  }

  private static void assumeCanServe(KernelLibrary library) {
    assumeTrue(
        library.obstacle().isEmpty(), () -> library.id() + ": " + library.obstacle().orElse(""));
  }

  private static Network network(String name, Mode mode) {
    return java.util.Objects.requireNonNull(NETWORKS.get(name)).apply(mode, BATCH);
  }

  private static TrainingStep step(String network, KernelLibrary library, Set<String> off) {
    Compiler compiler = new Compiler(library, off);
    StepPlan plan = StepPlan.of(network(network, Mode.TRAINING), RULES, compiler);
    OptimizerSpec sgd = OptimizerSpec.sgd(RATE, 0.9, 0);
    return new TrainingStep(plan, sgd, sgd, 3, library);
  }

  private static INDArray logits(Network network, Compiler compiler, Map<String, INDArray> inputs) {
    String logits = network.logits().variable().name();
    Set<String> invariants = new java.util.HashSet<>(inputs.keySet());
    invariants.remove(network.input().variable().name());
    Request request = new Request(Set.of(), Set.of(logits), invariants);
    try (Program program = compiler.plan(network.graph(), request).bind(inputs, Map.of())) {
      program.run();
      program.run();
      return program.value(logits).dup();
    }
  }

  /** Random images and parameters; variances lie away from 0. */
  private static Map<String, INDArray> inputs(Network network) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put(network.input().variable().name(), random(network.input()));
    network.parameters().forEach(p -> inputs.put(p.name(), random(p.tensor())));
    network
        .states()
        .forEach(
            state -> {
              INDArray values = random(state.tensor());
              boolean variance = state.name().endsWith("Variance");
              inputs.put(state.name(), variance ? values.mul(values).add(0.5) : values);
            });
    return inputs;
  }

  private static INDArray random(Tensor tensor) {
    String name = tensor.variable().name();
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    RandomStream stream = RandomStream.of(8, name, 0);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, 0.5 * stream.nextGaussian());
    }
    return array;
  }
}
