// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.convolution;
import static org.retrograde.engine.compile.Sketch.plus;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.sum;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class FuseEpiloguesTest {

  private final Value x = value("x");
  private final Value kernel = value("kernel");
  private final Value bias = value("bias", 3);
  private final Value other = value("other");
  private final Value y = value("y");
  private final Value z = value("z");
  private final Value end = value("end");

  private static List<Node> applied(KernelLibrary library, List<Node> nodes, String... kept) {
    return new FuseEpilogues().apply(nodes, Sketch.keeping(library, kept));
  }

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return applied(Sketch.willing(), nodes, kept);
  }

  private static Node biased(Value x, Value bias, Value y) {
    return Sketch.node(new Operation.BiasAdd(), List.of(x, bias), y);
  }

  private static Node fused(Epilogue epilogue, Value result, Value... inputs) {
    return new Node(
        new Operation.Convolution(Sketch.GEOMETRY, epilogue, false),
        List.of(inputs),
        List.of(result));
  }

  @Test
  void bias_residual_and_relu_follow_in_one_pass() {
    Value w = value("w");
    List<Node> nodes =
        List.of(convolution(x, kernel, y), biased(y, bias, z), plus(z, other, w), relu(w, end));
    assertThat(applied(nodes, "end"))
        .containsExactly(fused(new Epilogue(true, true, true), end, x, kernel, bias, other));
  }

  @Test
  void a_residual_may_be_the_first_term() {
    assertThat(applied(List.of(convolution(x, kernel, y), plus(other, y, end)), "end"))
        .containsExactly(fused(Epilogue.none().withResidual(), end, x, kernel, other));
  }

  @Test
  void the_joined_node_stands_behind_what_its_residual_needs() {
    List<Node> nodes = List.of(convolution(x, kernel, y), relu(x, other), plus(y, other, end));
    assertThat(applied(nodes, "end"))
        .containsExactly(
            relu(x, other), fused(Epilogue.none().withResidual(), end, x, kernel, other));
  }

  @Test
  void a_matrix_product_takes_an_epilogue_too() {
    Node product =
        Sketch.node(
            new Operation.MatrixProduct(true, false, Epilogue.none()), List.of(x, kernel), y);
    assertThat(applied(List.of(product, biased(y, bias, z), relu(z, end)), "end"))
        .containsExactly(
            Sketch.node(
                new Operation.MatrixProduct(true, false, new Epilogue(true, false, true)),
                List.of(x, kernel, bias),
                end));
  }

  @Test
  void sums_and_normalisations_are_rectified_in_their_pass() {
    assertThat(applied(List.of(sum(List.of(2.0, -1.0), List.of(x, other), y), relu(y, end)), "end"))
        .containsExactly(
            Sketch.node(
                new Operation.LinearCombination(List.of(2.0, -1.0), true), List.of(x, other), end));
    List<Value> inputs = List.of(x, value("m"), value("v"), value("g"), value("b"));
    Node norm = Sketch.node(new Operation.NormInference(1e-5, false), inputs, y);
    assertThat(applied(List.of(norm, relu(y, end)), "end"))
        .containsExactly(Sketch.node(new Operation.NormInference(1e-5, true), inputs, end));
  }

  @Test
  void what_lies_between_stays_if_it_is_kept_or_read_elsewhere() {
    List<Node> nodes = List.of(convolution(x, kernel, y), relu(y, end));
    assertThat(applied(nodes, "y", "end")).isEqualTo(nodes);
    List<Node> read = new ArrayList<>(nodes);
    read.add(Sketch.activation(ActivationKind.TANH, y, z));
    assertThat(applied(read, "end", "z")).isEqualTo(read);
    List<Node> twice = List.of(convolution(x, kernel, y), plus(y, y, end));
    assertThat(applied(twice, "end")).isEqualTo(twice);
  }

  @Test
  void nothing_is_joined_for_a_library_that_does_not_want_it() {
    List<Node> nodes = List.of(convolution(x, kernel, y), biased(y, bias, z), relu(z, end));
    assertThat(applied(Sketch.unwilling(), nodes, "end")).isEqualTo(nodes);
  }

  @Test
  void a_library_may_want_some_parts_only() {
    Operation withBias =
        new Operation.Convolution(Sketch.GEOMETRY, Epilogue.none().withBias(), false);
    List<Node> nodes = List.of(convolution(x, kernel, y), biased(y, bias, z), relu(z, end));
    assertThat(applied(new Sketch.Answers(withBias::equals, 0, 0), nodes, "end"))
        .containsExactly(fused(Epilogue.none().withBias(), z, x, kernel, bias), relu(z, end));
  }

  @Test
  void parts_in_another_order_stay() {
    List<Node> biasLast =
        List.of(convolution(x, kernel, y), plus(y, other, z), biased(z, bias, end));
    assertThat(applied(biasLast, "end"))
        .containsExactly(
            fused(Epilogue.none().withResidual(), z, x, kernel, other), biased(z, bias, end));
    List<Node> sumLast = List.of(convolution(x, kernel, y), relu(y, z), plus(z, other, end));
    assertThat(applied(sumLast, "end"))
        .containsExactly(fused(Epilogue.none().withRelu(), z, x, kernel), plus(z, other, end));
    List<Node> twoSums = List.of(convolution(x, kernel, y), plus(y, other, z), plus(z, bias, end));
    assertThat(applied(twoSums, "end")).hasSize(2);
  }

  @Test
  void a_scaled_sum_is_no_residual_and_a_bias_no_product() {
    List<Node> scaled =
        List.of(convolution(x, kernel, y), sum(List.of(1.0, 2.0), List.of(y, other), end));
    assertThat(applied(scaled, "end")).isEqualTo(scaled);
    List<Node> computedBias = List.of(convolution(x, kernel, y), biased(other, y, end));
    assertThat(applied(computedBias, "end")).isEqualTo(computedBias);
  }

  @Test
  void another_nonlinearity_stays() {
    List<Node> nodes =
        List.of(convolution(x, kernel, y), Sketch.activation(ActivationKind.ELU, y, end));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }
}
