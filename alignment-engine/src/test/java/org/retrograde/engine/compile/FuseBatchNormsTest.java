// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.gradient;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class FuseBatchNormsTest {

  private static final Operation NORM = new Operation.BatchNorm(1e-5, false);
  private static final Operation FUSED = new Operation.BatchNorm(1e-5, true);
  private static final Operation NORM_GRADIENT = new Operation.BatchNormGradient(1e-5, false);
  private static final Operation FUSED_GRADIENT = new Operation.BatchNormGradient(1e-5, true);

  private final Value x = value("x");
  private final Value gamma = value("gamma", 3);
  private final Value beta = value("beta", 3);
  private final Value normed = value("normed");
  private final Value mean = value("mean", 3);
  private final Value variance = value("variance", 3);
  private final Value y = value("y");
  private final Value notes = value("y#notes", 7);
  private final Value dy = value("dy");
  private final Value error = value("error");
  private final Value dx = value("dx");
  private final Value[] gradients = {dx, value("dGamma", 3), value("dBeta", 3)};

  private final Node norm = Sketch.node(NORM, List.of(x, gamma, beta), normed, mean, variance);
  private final Node relu = relu(normed, y);
  private final Node reluGradient = gradient(ActivationKind.RELU, true, y, dy, error);
  private final Node normGradient =
      Sketch.node(NORM_GRADIENT, List.of(x, gamma, mean, variance, error), gradients);
  private final List<Node> all = List.of(norm, relu, reluGradient, normGradient);

  private static List<Node> applied(KernelLibrary library, List<Node> nodes, String... kept) {
    List<String> names = new ArrayList<>(List.of("y", "dx", "variance"));
    names.addAll(Arrays.asList(kept));
    return new FuseBatchNorms().apply(nodes, Sketch.keeping(library, names.toArray(String[]::new)));
  }

  private static KernelLibrary withNotes() {
    return new Sketch.Answers(operation -> operation.equals(FUSED), 7, 0);
  }

  private Node fused(Value... more) {
    List<Value> outputs = new ArrayList<>(List.of(y, mean, variance));
    outputs.addAll(Arrays.asList(more));
    return new Node(FUSED, List.of(x, gamma, beta), outputs);
  }

  @Test
  void a_norm_and_its_relu_and_their_gradients_become_one_each() {
    List<Node> got = applied(withNotes(), all);
    assertThat(got)
        .containsExactly(
            fused(notes),
            Sketch.node(
                FUSED_GRADIENT, List.of(x, gamma, mean, variance, dy, y, notes), gradients));
    assertThat(got.get(0).outputs().get(3).shape()).containsExactly(7L);
  }

  @Test
  void a_library_without_notes_reads_the_result_alone() {
    assertThat(applied(Sketch.willing(), all))
        .containsExactly(
            fused(),
            Sketch.node(FUSED_GRADIENT, List.of(x, gamma, mean, variance, dy, y), gradients));
  }

  @Test
  void nothing_is_joined_for_a_library_that_does_not_want_it() {
    assertThat(applied(Sketch.unwilling(), all)).isEqualTo(all);
  }

  @Test
  void a_normalised_value_that_is_kept_or_read_elsewhere_stays() {
    assertThat(applied(withNotes(), all, "normed")).isEqualTo(all);
    List<Node> read = List.of(norm, relu, relu(normed, value("other")));
    assertThat(applied(withNotes(), read, "other")).isEqualTo(read);
    List<Node> byGradient =
        List.of(norm, relu, gradient(ActivationKind.RELU, false, normed, dy, dx));
    assertThat(applied(withNotes(), byGradient)).isEqualTo(byGradient);
  }

  @Test
  void another_nonlinearity_stays() {
    List<Node> nodes = List.of(norm, Sketch.activation(ActivationKind.TANH, normed, y));
    assertThat(applied(withNotes(), nodes)).isEqualTo(nodes);
  }

  @Test
  void a_masked_error_that_is_kept_or_read_elsewhere_stays() {
    List<Node> expected = List.of(fused(notes), reluGradient, normGradient);
    assertThat(applied(withNotes(), all, "error")).isEqualTo(expected);
    List<Node> read = new ArrayList<>(all);
    read.add(relu(error, value("other")));
    assertThat(applied(withNotes(), read, "other").subList(0, 3)).isEqualTo(expected);
  }

  @Test
  void an_error_that_another_relu_masked_stays() {
    Value z = value("z");
    List<Node> nodes =
        List.of(norm, relu, gradient(ActivationKind.RELU, true, z, dy, error), normGradient);
    assertThat(applied(withNotes(), nodes))
        .containsExactly(fused(notes), nodes.get(2), normGradient);
  }
}
