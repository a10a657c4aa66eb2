// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;

/** What a step computes twice instead of keeping it, and what that saves. */
final class LowMemoryTest {

  private static final int BATCH = 5;
  private static final int STEPS = 16;
  private static final double RATE = 0.02;

  /** More than once forward, once forward again and twice back: what is left to small kernels. */
  private static final double MOST_WORK = 1.4;

  private static final Map<String, Supplier<Network>> NETWORKS =
      Map.of(
          "recurrent", () -> TestNetworks.recurrent(BATCH, STEPS),
          "residual", () -> TestNetworks.residual(Mode.TRAINING, BATCH));

  static Stream<Arguments> libraries() {
    return ServiceLoader.load(KernelLibrary.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(library -> library.obstacle().isEmpty())
        .map(library -> Arguments.of(library.id(), library));
  }

  static Stream<Arguments> networks() {
    return libraries()
        .flatMap(
            library ->
                NETWORKS.keySet().stream()
                    .sorted()
                    .map(name -> Arguments.of(library.get()[0], library.get()[1], name)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("networks")
  void a_network_learns_the_same_bit_for_bit(String id, KernelLibrary library, String network) {
    for (SynapticRule rule : List.of(new ExactError(), TestRules.reconstruction())) {
      StepPlan lowPlan = plan(network, library, rule, Memory.LOW);
      assertThat(lowPlan.plan().instructions()).anyMatch(Instruction::again);
      try (TrainingStep normal = step(plan(network, library, rule, Memory.NORMAL), library);
          TrainingStep low = step(lowPlan, library)) {
        requireSameBits(low, normal);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void stacks_of_uses_have_the_gradient_of_all_uses_together(String id, KernelLibrary library) {
    Map<String, INDArray> expected = gradients(library, Integer.MAX_VALUE);
    for (int usesPerStack : new int[] {1, 3, STEPS}) {
      gradients(library, usesPerStack)
          .forEach(
              (name, got) ->
                  Agreement.require(
                      name + " of stacks of " + usesPerStack,
                      got,
                      Objects.requireNonNull(expected.get(name))));
    }
  }

  private static Map<String, INDArray> gradients(KernelLibrary library, int usesPerStack) {
    Network network = TestNetworks.recurrent(BATCH, STEPS);
    TrainingGraph graph =
        new Differentiator(RuleAssignment.everywhere(new ExactError()), usesPerStack)
            .differentiate(network);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    network.parameters().forEach(p -> inputs.put(p.name(), random(p.tensor())));
    inputs.put(network.input().variable().name(), random(network.input()));
    inputs.put(network.labels().variable().name(), Nd4j.zeros(BATCH, TestNetworks.CLASSES));
    inputs.get(network.labels().variable().name()).getColumn(1).assign(1);
    Set<String> wanted =
        graph.gradients().values().stream().map(SDVariable::name).collect(Collectors.toSet());
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    try (Program program =
        new Compiler(library).compile(network.graph(), new Bindings(inputs, Map.of(), wanted))) {
      program.run();
      graph.gradients().forEach((name, v) -> gradients.put(name, program.value(v.name()).dup('c')));
    }
    return gradients;
  }

  private static INDArray random(Tensor tensor) {
    String name = tensor.variable().name();
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    RandomStream stream = RandomStream.of(8, name, 0);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, 0.2 * stream.nextGaussian());
    }
    return array;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void an_unrolled_network_needs_at_most_half_the_memory(String id, KernelLibrary library) {
    SynapticRule rule = new ExactError();
    Plan normal = plan("recurrent", library, rule, Memory.NORMAL).plan();
    Plan low = plan("recurrent", library, rule, Memory.LOW).plan();
    assertThat(2 * low.plannedBytes()).isLessThanOrEqualTo(normal.plannedBytes());
    assertThat((double) flops(low) / flops(normal)).isBetween(1.0, MOST_WORK);
    assertThat(low.instructions()).anyMatch(Instruction::again);
    assertThat(normal.instructions()).noneMatch(Instruction::again);
  }

  private static long flops(Plan plan) {
    return plan.instructions().stream().mapToLong(Instruction::flops).sum();
  }

  private static StepPlan plan(
      String network, KernelLibrary library, SynapticRule rule, Memory memory) {
    return StepPlan.of(
        NETWORKS.get(network).get(),
        RuleAssignment.everywhere(rule),
        new Compiler(library),
        memory);
  }

  private static TrainingStep step(StepPlan plan, KernelLibrary library) {
    OptimizerSpec sgd = OptimizerSpec.sgd(RATE, 0.9, 0);
    return new TrainingStep(plan, sgd, sgd, 3, library);
  }

  private static void requireSameBits(TrainingStep got, TrainingStep expected) {
    for (int i = 0; i < 2; i++) {
      double loss = expected.run(TestNetworks.batch(BATCH, i), RATE, RATE);
      assertThat(got.run(TestNetworks.batch(BATCH, i), RATE, RATE)).isEqualTo(loss);
    }
    Map<String, NamedArray> after = expected.save();
    got.save()
        .forEach(
            (name, array) ->
                assertThat(
                        Arrays.deepEquals(
                            new Object[] {array.values()}, new Object[] {after.get(name).values()}))
                    .as(name)
                    .isTrue());
  }
}
