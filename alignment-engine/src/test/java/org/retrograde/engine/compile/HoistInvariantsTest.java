// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** What follows from invariants alone is computed only when they change. */
final class HoistInvariantsTest {

  private final SameDiff graph = SameDiff.create();
  private final SDVariable x = graph.placeHolder("x", DataType.FLOAT, 3);
  private final SDVariable w = graph.placeHolder("w", DataType.FLOAT, 3);
  private final INDArray images = Nd4j.createFromArray(1f, 2f, 3f);
  private final INDArray weights = Nd4j.createFromArray(1f, -1f, 0.5f);

  private Plan plan(Compiler compiler, String... outputs) {
    return compiler.plan(graph, new Request(Set.of(), Set.of(outputs), Set.of("w")));
  }

  private Plan plan(String... outputs) {
    return plan(new Compiler(new Nd4jKernels()), outputs);
  }

  private Program program(Plan plan) {
    return plan.bind(Map.of("x", images, "w", weights), Map.of());
  }

  private static List<String> hoisted(Plan plan) {
    return plan.instructions().stream()
        .filter(Instruction::once)
        .map(Instruction::operation)
        .toList();
  }

  @Test
  void what_follows_from_invariants_alone_runs_once() {
    graph.math().tanh(graph.nn().sigmoid(w)).mul("y", graph.math().tanh(x));
    assertThat(hoisted(plan("y"))).containsExactly("sigmoid", "tanh");
    assertThat(plan("y").instructions()).hasSize(4);
  }

  @Test
  void an_invariant_is_read_anew_after_a_refresh_and_not_before() {
    graph.math().tanh(w).mul("y", x);
    try (Program program = program(plan("y"))) {
      program.run();
      weights.assign(0);
      images.assign(2);
      program.run();
      assertThat(program.value("y").getDouble(0)).isCloseTo(2 * Math.tanh(1), Tolerances.FLOAT);
      program.refresh();
      program.run();
      assertThat(program.value("y").getFloat(0)).isZero();
    }
  }

  @Test
  void what_runs_once_outlives_all_later_runs() {
    SDVariable fixed = graph.math().tanh(w);
    SDVariable chain = x;
    for (int i = 0; i < 4; i++) {
      chain = graph.math().tanh(graph.nn().sigmoid(chain).mul(chain));
    }
    chain.mul("y", fixed);
    try (Program program = program(plan("y"))) {
      program.run();
      INDArray first = program.value("y").dup();
      program.run();
      assertThat(program.value("y")).isEqualTo(first);
    }
  }

  @Test
  void a_kept_value_is_computed_in_every_run_and_so_is_what_follows_from_it() {
    graph.math().tanh(graph.nn().sigmoid("kept", w)).mul("y", x);
    assertThat(hoisted(plan("kept", "y"))).isEmpty();
    assertThat(hoisted(plan("y"))).containsExactly("sigmoid", "tanh");
  }

  @Test
  void nothing_is_hoisted_when_it_is_switched_off() {
    graph.math().tanh(w).mul("y", x);
    Compiler without = new Compiler(new Nd4jKernels(), Set.of(Compiler.HOIST));
    assertThat(hoisted(plan(without, "y"))).isEmpty();
    try (Program program = program(plan(without, "y"))) {
      program.run();
      weights.assign(0);
      program.run();
      assertThat(program.value("y").getFloat(0)).isZero();
    }
  }
}
