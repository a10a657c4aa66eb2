// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class FuseGatesTest {

  private static final Value GATE = Sketch.value("gate");
  private static final Value REST = Sketch.value("rest");
  private static final Value STATE = Sketch.value("state");
  private static final Value KEPT = Sketch.value("kept");
  private static final Value OTHER = Sketch.value("other");
  private static final Value RESULT = Sketch.value("result");

  private static final Node COMPLEMENT =
      Sketch.node(new Operation.Tensor(new Scaling.Affine(-1, 1)), List.of(GATE), REST);

  private static Node product(Value a, Value b, Value result) {
    return Sketch.node(new Operation.Tensor(new Scaling.Product()), List.of(a, b), result);
  }

  private static Node gating(
      double scale, double shift, Value result, Value gate, Value... others) {
    List<Value> inputs = new java.util.ArrayList<>(List.of(gate));
    inputs.addAll(List.of(others));
    return Sketch.node(new Operation.Gating(scale, shift, others.length > 1), inputs, result);
  }

  private static List<Node> apply(KernelLibrary library, Node... nodes) {
    return new FuseGates()
        .apply(List.of(nodes), Sketch.keeping(library, RESULT.name(), KEPT.name() + " twice"));
  }

  @Test
  void a_complement_its_product_and_a_sum_become_one() {
    assertThat(
            apply(
                Sketch.willing(),
                COMPLEMENT,
                product(STATE, REST, KEPT),
                Sketch.plus(OTHER, KEPT, RESULT)))
        .containsExactly(gating(-1, 1, RESULT, GATE, STATE, OTHER));
  }

  @Test
  void a_multiple_of_a_product_scales_the_gate() {
    assertThat(
            apply(
                Sketch.willing(),
                product(GATE, STATE, KEPT),
                Sketch.sum(List.of(-2.0), List.of(KEPT), RESULT)))
        .containsExactly(gating(-2, 0, RESULT, GATE, STATE));
  }

  @Test
  void a_product_that_is_read_elsewhere_stays() {
    Value twice = Sketch.value(KEPT.name() + " twice");
    Node product = product(GATE, STATE, KEPT);
    Node sum = Sketch.plus(OTHER, KEPT, RESULT);
    Node other = Sketch.relu(KEPT, twice);
    assertThat(apply(Sketch.willing(), product, sum, other)).containsExactly(product, sum, other);
  }

  @Test
  void a_library_may_refuse() {
    Node product = product(STATE, REST, RESULT);
    assertThat(apply(Sketch.unwilling(), COMPLEMENT, product)).containsExactly(COMPLEMENT, product);
  }
}
