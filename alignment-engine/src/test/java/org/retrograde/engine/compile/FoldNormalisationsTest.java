// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.convolution;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class FoldNormalisationsTest {

  private static final double EPSILON = 1e-3;
  private static final Epilogue BIAS = Epilogue.none().withBias();
  private static final Set<String> PARAMETERS =
      Set.of("kernel", "mean", "variance", "gamma", "beta");

  private final Value x = value("x", 2, 5, 5, 2);
  private final Value kernel = value("kernel", 3, 3, 2, 3);
  private final Value y = value("y", 2, 5, 5, 3);
  private final Value mean = value("mean", 3);
  private final Value variance = value("variance", 3);
  private final Value gamma = value("gamma", 3);
  private final Value beta = value("beta", 3);
  private final Value end = value("end", 2, 5, 5, 3);

  private Node norm(Value input, boolean relu) {
    return Sketch.node(
        new Operation.NormInference(EPSILON, relu),
        List.of(input, mean, variance, gamma, beta),
        end);
  }

  private static List<Node> applied(
      KernelLibrary library, Set<String> invariants, List<Node> nodes, String... kept) {
    return new FoldNormalisations()
        .apply(
            nodes,
            new PassContext(library, Set.of(kept), Set.of(), invariants, false, Optional.empty()));
  }

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return applied(Sketch.willing(), PARAMETERS, nodes, kept);
  }

  private List<Node> folded(Operation operation, Value input) {
    Value foldedKernel = value("end#kernel");
    Value foldedBias = value("end#bias");
    return List.of(
        Sketch.node(
            new Operation.FoldedKernel(EPSILON), List.of(kernel, gamma, variance), foldedKernel),
        Sketch.node(
            new Operation.FoldedBias(EPSILON), List.of(mean, variance, gamma, beta), foldedBias),
        Sketch.node(operation, List.of(input, foldedKernel, foldedBias), end));
  }

  @Test
  void a_normalisation_moves_into_the_convolution_before_it() {
    List<Node> got = applied(List.of(convolution(x, kernel, y), norm(y, false)), "end");
    assertThat(got).isEqualTo(folded(new Operation.Convolution(Sketch.GEOMETRY, BIAS, false), x));
    assertThat(got.get(0).output().shape()).isEqualTo(kernel.shape());
    assertThat(got.get(1).output().shape()).isEqualTo(beta.shape());
  }

  @Test
  void a_normalisation_moves_into_the_matrix_product_before_it() {
    Node product =
        Sketch.node(
            new Operation.MatrixProduct(true, false, Epilogue.none()), List.of(x, kernel), y);
    assertThat(applied(List.of(product, norm(y, false)), "end"))
        .isEqualTo(folded(new Operation.MatrixProduct(true, false, BIAS), x));
  }

  @Test
  void a_kernel_or_statistics_that_change_in_every_run_stay_apart() {
    List<Node> nodes = List.of(convolution(x, kernel, y), norm(y, false));
    assertThat(applied(Sketch.willing(), Set.of("kernel"), nodes, "end")).isEqualTo(nodes);
    assertThat(applied(Sketch.willing(), Set.of("mean", "variance"), nodes, "end"))
        .isEqualTo(nodes);
  }

  @Test
  void a_convolution_that_is_kept_or_read_elsewhere_stays() {
    List<Node> nodes = List.of(convolution(x, kernel, y), norm(y, false));
    assertThat(applied(nodes, "y", "end")).isEqualTo(nodes);
    List<Node> read = List.of(nodes.get(0), nodes.get(1), relu(y, value("other")));
    assertThat(applied(read, "end", "other")).isEqualTo(read);
  }

  @Test
  void nothing_moves_for_a_library_that_does_not_want_it() {
    List<Node> nodes = List.of(convolution(x, kernel, y), norm(y, false));
    assertThat(applied(Sketch.unwilling(), PARAMETERS, nodes, "end")).isEqualTo(nodes);
  }

  @Test
  void rectified_normalisations_and_products_with_other_kernels_stay() {
    List<Node> rectified = List.of(convolution(x, kernel, y), norm(y, true));
    assertThat(applied(rectified, "end")).isEqualTo(rectified);
    Operation transposed = new Operation.MatrixProduct(false, true, Epilogue.none());
    List<Node> nodes = List.of(Sketch.node(transposed, List.of(x, kernel), y), norm(y, false));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
    Operation biased = new Operation.Convolution(Sketch.GEOMETRY, BIAS, false);
    List<Node> withBias = List.of(Sketch.node(biased, List.of(x, kernel, beta), y), norm(y, false));
    assertThat(applied(withBias, "end")).isEqualTo(withBias);
  }

  @Test
  void a_normalisation_after_a_node_with_one_input_stays() {
    List<Node> nodes = List.of(relu(x, y), norm(y, false));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
    List<Node> flattened = List.of(relu(x, x.named("z")), Sketch.view(x.named("z"), y));
    List<Node> all = List.of(flattened.get(0), flattened.get(1), norm(y, false));
    assertThat(applied(all, "end")).isEqualTo(all);
  }

  @Test
  void a_normalisation_of_an_input_stays() {
    List<Node> nodes = List.of(norm(x, false));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }
}
