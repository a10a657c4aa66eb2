// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;

/** What a graph is held to, and the shapes that follow. */
final class GraphSpecTest {

  private static final NodeSpec A = Graphs.input("a", 4);
  private static final NodeSpec B = Graphs.layer("b", "a", 5);
  private static final NodeSpec C = Graphs.layer("c", "b", 6);
  private static final List<NodeSpec> CHAIN = List.of(A, B, C);

  private static void refused(
      List<NodeSpec> nodes, List<EdgeSpec> edges, String output, String... parts) {
    assertThatThrownBy(() -> new GraphSpec(nodes, edges, output))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void an_edge_to_an_unknown_node_names_the_nearest() {
    List<NodeSpec> nodes = List.of(Graphs.input("conv1", 4), Graphs.layer("conv2", "conv1", 5));
    refused(
        nodes,
        Graphs.edges("conv1 conv2", "conv2 covn1"),
        "conv2",
        "edge conv2 -> covn1",
        "unknown node 'covn1'",
        "one of conv1, conv2",
        "did you mean 'conv1'?");
    refused(nodes, Graphs.edges("conv1 conv2"), "conv3", "output", "unknown node 'conv3'");
  }

  @Test
  void names_and_edges_stand_once() {
    refused(List.of(), List.of(), "a", "no nodes");
    refused(List.of(A, A), Graphs.edges("a a"), "a", "a second node 'a'", "rename");
    refused(CHAIN, Graphs.edges("a b", "b c", "a b"), "c", "the edge a -> b twice");
  }

  @Test
  void every_node_lies_on_a_way_from_the_image_to_the_output() {
    refused(CHAIN, Graphs.edges("a b"), "b", "node 'c'", "without an edge");
    NodeSpec loose = Graphs.layer("c", "d", 6);
    NodeSpec other = Graphs.layer("d", "c", 6);
    refused(
        List.of(A, B, loose, other),
        Graphs.edges("a b", "c d", "d c", "c b"),
        "b",
        "node 'c', which no input node reaches",
        "a way from a");
    refused(CHAIN, Graphs.edges("a b", "a c", "b c"), "b", "node 'c'", "nothing leads to 'b'");
    refused(
        List.of(B, Graphs.layer("a", "b", 3)),
        Graphs.edges("a b", "b a"),
        "a",
        "no node with an image's shape");
  }

  @Test
  void inputs_that_a_node_names_are_its_predecessors() {
    refused(
        List.of(A, B, Graphs.layer("c", "a", 6)),
        Graphs.edges("a b", "b c"),
        "c",
        "node 'c': shapeFrom",
        "'a'",
        "one of b",
        "add the edge a -> c");
    NodeSpec mistyped =
        NodeSpec.of("c", "b", List.of(Graphs.component("bb", 3)), Optional.empty(), List.of());
    refused(
        List.of(A, B, mistyped),
        Graphs.edges("a b", "b c"),
        "c",
        "node 'c': before[0]",
        "unknown node 'bb'",
        "did you mean 'b'?");
    NodeSpec image =
        NodeSpec.of("c", "b", List.of(Graphs.component("split", 3)), Optional.empty(), List.of());
    refused(List.of(A, B, image), Graphs.edges("a b", "b c"), "c", "'split'", "one of b");
  }

  @Test
  void operations_have_their_places() {
    NodeSpec early =
        NodeSpec.of(
            "b", "a", List.of(new OperationSpec.ResidualAdd()), Optional.empty(), List.of());
    refused(List.of(A, early), Graphs.edges("a b"), "b", "before[0]", "a residual before the cell");
    NodeSpec late =
        NodeSpec.of("b", "a", List.of(), Optional.empty(), List.of(Graphs.component("a", 3)));
    refused(List.of(A, late), Graphs.edges("a b"), "b", "after[0]", "use a plain convolution");
    NodeSpec two =
        NodeSpec.of(
            "b",
            "a",
            List.of(Graphs.component("a", 3), Graphs.component("a", 3)),
            Optional.empty(),
            List.of());
    refused(List.of(A, two), Graphs.edges("a b"), "b", "several convolutions that name an input");
  }

  @Test
  void the_feedforward_input_comes_first_and_others_in_the_order_of_characters() {
    List<NodeSpec> nodes = new ArrayList<>(List.of(Graphs.input("conv1", 4)));
    for (int i = 2; i <= 10; i++) {
      nodes.add(Graphs.layer("conv" + i, "conv" + (i - 1), i));
    }
    List<EdgeSpec> edges = new ArrayList<>();
    for (int i = 2; i <= 10; i++) {
      edges.add(new EdgeSpec("conv" + (i - 1), "conv" + i));
    }
    edges.addAll(Graphs.edges("conv6 conv3", "conv10 conv3", "conv10 conv1"));
    GraphSpec graph = new GraphSpec(nodes, edges, "conv10");
    assertThat(graph.predecessors("conv3")).containsExactly("conv2", "conv10", "conv6");
    assertThat(Graphs.inside(graph, "conv3").harbor()).hasToString("8 x 8 x 18");
    assertThat(Graphs.inside(graph, "conv1").harbor()).hasToString("8 x 8 x 13");
  }

  @Test
  void a_harbor_has_the_extent_of_one_input_and_the_channels_of_all() {
    NodeSpec small = Graphs.halved(C);
    GraphSpec graph = new GraphSpec(List.of(A, B, small), Graphs.edges("a b", "b c", "c b"), "c");
    NodeShapes b = Graphs.inside(graph, "b");
    assertThat(b.inputs())
        .extracting(ValueShape::toString)
        .containsExactly("8 x 8 x 4", "4 x 4 x 6");
    assertThat(b.harbor()).hasToString("8 x 8 x 10");
    assertThat(GraphParameters.of(graph))
        .filteredOn(parameter -> parameter.fullName().equals("b/pre0.W"))
        .singleElement()
        .extracting(NodeParameter::shape)
        .isEqualTo(List.of(3, 3, 10, 5));
  }

  @Test
  void a_size_may_come_from_another_input_than_the_feedforward_one() {
    NodeSpec small =
        NodeSpec.of("d", "c", List.of(Graphs.component("b", 7)), Optional.empty(), List.of());
    GraphSpec graph =
        new GraphSpec(
            List.of(A, B, Graphs.halved(C), small), Graphs.edges("a b", "b c", "b d", "c d"), "d");
    assertThat(graph.predecessors("d")).containsExactly("b", "c");
    assertThat(Graphs.inside(graph, "d").harbor()).hasToString("4 x 4 x 11");
  }

  @ParameterizedTest
  @CsvSource({"ADD", "MULTIPLY"})
  void sums_and_products_convolve_what_has_other_channels(ChannelOperation operation) {
    NodeSpec sum = Graphs.with(B, HarborSpec.of(operation));
    GraphSpec graph = new GraphSpec(List.of(A, sum, C), Graphs.edges("a b", "b c", "c b"), "c");
    assertThat(Graphs.inside(graph, "b").harbor()).hasToString("8 x 8 x 4");
    assertThat(GraphParameters.of(graph))
        .filteredOn(parameter -> parameter.name().startsWith("harbor"))
        .extracting(NodeParameter::fullName, NodeParameter::size)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("b/harbor.c.W", 24L),
            org.assertj.core.groups.Tuple.tuple("b/harbor.c.b", 4L));
    assertThat(CheckpointNames.of(graph).find("b/harbor.c.W").orElseThrow().variables().get(0))
        .extracting(CheckpointEntry.Variable::name)
        .isEqualTo("tnn_model/b/conv_to_conv_harbor_for_c/weights");
  }

  @Test
  void a_cell_that_takes_feedback_gets_it_apart() {
    NodeSpec gated = Graphs.cell("b", "a", 5, CellSpec.RECIPROCAL_GATED, Map.of());
    GraphSpec graph = new GraphSpec(List.of(A, gated, C), Graphs.edges("a b", "b c", "c b"), "c");
    NodeShapes b = Graphs.inside(graph, "b");
    assertThat(b.harbor()).hasToString("8 x 8 x 4");
    assertThat(b.feedback()).hasToString("Optional[8 x 8 x 6]");
    refused(
        List.of(A, Graphs.with(gated, HarborSpec.of(ChannelOperation.ADD)), C),
        Graphs.edges("a b", "b c", "c b"),
        "c",
        "node 'b': harbor",
        "combined by add",
        "set the channel operation to concat");
  }

  @Test
  void cells_that_mix_states_and_input_need_equal_channels() {
    NodeSpec node =
        Graphs.cell("b", "a", 5, CellSpec.INTERSECTION_RNN, Map.of(CellSpec.CHANNELS, 6));
    refused(
        List.of(A, node),
        Graphs.edges("a b"),
        "b",
        "node 'b': cell",
        "cell intersection-rnn from 8 x 8 x 5 to 6 channels",
        "set its channels to 5");
    NodeSpec gru = Graphs.cell("b", "a", 5, CellSpec.GRU, Map.of(CellSpec.CHANNELS, 6));
    GraphSpec graph = new GraphSpec(List.of(A, gru), Graphs.edges("a b"), "b");
    assertThat(Graphs.inside(graph, "b").output()).hasToString("8 x 8 x 6");
  }

  @Test
  void shapes_that_do_not_fit_name_the_operation() {
    NodeSpec wide =
        NodeSpec.of(
            "b",
            "a",
            List.of(
                new OperationSpec.Dropout(),
                new OperationSpec.Convolution(
                    ConvolutionLayer.of(10, 9).withPadding(WindowPadding.VALID))),
            Optional.empty(),
            List.of());
    refused(
        List.of(A, wide),
        Graphs.edges("a b"),
        "b",
        "node 'b': before[1]",
        "a window of 9 x 9 pixels on an image of 8 x 8 x 4",
        "make the kernel smaller");
    OperationSpec dense =
        new OperationSpec.Dense(10, true, 0, Activation.LINEAR, new Initializer.Normal(1), 0);
    refused(
        List.of(A, NodeSpec.of("b", "a", List.of(), Optional.empty(), List.of(dense))),
        Graphs.edges("a b"),
        "b",
        "node 'b': after[0]",
        "a fully connected layer on an image of 8 x 8 x 4",
        "flatten");
    List<OperationSpec> twice = List.of(new OperationSpec.Flatten(), Graphs.component("a", 3));
    refused(
        List.of(A, NodeSpec.of("b", "a", twice, Optional.empty(), List.of())),
        Graphs.edges("a b"),
        "b",
        "node 'b': before[1]",
        "256 features",
        "an image");
    List<OperationSpec> residual =
        List.of(new OperationSpec.Flatten(), new OperationSpec.ResidualAdd());
    refused(
        List.of(A, NodeSpec.of("b", "a", List.of(), Optional.empty(), residual)),
        Graphs.edges("a b"),
        "b",
        "node 'b': after[1]",
        "a residual of 8 x 8 x 4 for 256 features");
  }

  @Test
  void images_and_features_do_not_meet_in_a_harbor() {
    NodeSpec flat =
        NodeSpec.of("b", "a", List.of(new OperationSpec.Flatten()), Optional.empty(), List.of());
    refused(
        List.of(A, flat, Graphs.layer("c", "a", 2)),
        Graphs.edges("a b", "b c", "a c"),
        "c",
        "node 'c': harbor",
        "images and features: [8 x 8 x 4, 256 features]");
  }

  @Test
  void channels_that_grow_around_a_cycle_are_refused() {
    NodeSpec passing = NodeSpec.of("b", "a", List.of(), Optional.empty(), List.of());
    NodeSpec back = NodeSpec.of("c", "b", List.of(), Optional.empty(), List.of());
    refused(
        List.of(A, passing, back),
        Graphs.edges("a b", "b c", "c b"),
        "c",
        "channels that grow each time around a cycle");
  }

  @Test
  void shapes_do_not_come_from_each_other() {
    NodeSpec b = Graphs.layer("b", "c", 5);
    refused(
        List.of(A, b, C),
        Graphs.edges("a b", "b c", "c b"),
        "c",
        "node 'b': shapeFrom",
        "nodes whose shapes are from each other");
  }

  /** TensorFlow's SAME, whose odd pixel goes after. */
  @ParameterizedTest(name = "{0} pixels, kernel {1}, stride {2}")
  @CsvSource({
    "224, 7, 2, 112, 2, 3",
    "7, 2, 2, 4, 0, 1",
    "5, 2, 1, 5, 0, 1",
    "5, 4, 1, 5, 1, 2",
    "5, 3, 1, 5, 1, 1",
    "4, 1, 2, 2, 0, 0"
  })
  void same_padding_is_tensorflows(
      int length, int kernel, int stride, int positions, int before, int after) {
    WindowPadding same = WindowPadding.SAME;
    assertThat(same.positions(length, kernel, stride)).isEqualTo(positions);
    assertThat(same.before(length, kernel, stride)).isEqualTo(before);
    assertThat(same.after(length, kernel, stride)).isEqualTo(after);
  }

  @ParameterizedTest(name = "{0} pixels, kernel {1}, stride {2}")
  @CsvSource({"4, 2, 1, 3", "7, 3, 2, 3", "2, 3, 1, 0", "1, 3, 2, 0"})
  void valid_padding_adds_nothing(int length, int kernel, int stride, int positions) {
    assertThat(WindowPadding.VALID.positions(length, kernel, stride)).isEqualTo(positions);
    assertThat(WindowPadding.VALID.before(length, kernel, stride)).isZero();
    assertThat(WindowPadding.VALID.after(length, kernel, stride)).isZero();
  }

  @Test
  void an_order_within_a_step_is_found_only_where_there_is_no_cycle() {
    GraphSpec skip = new GraphSpec(List.of(C, A, B), Graphs.edges("b c", "a b", "a c"), "c");
    EngineeringOrder order = EngineeringOrder.of(skip);
    assertThat(order.nodes()).containsExactly("a", "b", "c");
    assertThat(order.takesStep(new EdgeSpec("a", "c"))).isFalse();
    GraphSpec cyclic = new GraphSpec(CHAIN, Graphs.edges("a b", "b c", "c b"), "c");
    assertThatThrownBy(() -> EngineeringOrder.of(cyclic))
        .hasMessageContainingAll("a cycle among b, c", "an explicit order", "add 'order'");
    EngineeringOrder chosen = EngineeringOrder.of(cyclic, List.of("a", "c", "b"));
    assertThat(chosen.takesStep(new EdgeSpec("b", "c"))).isTrue();
    assertThat(chosen.takesStep(new EdgeSpec("c", "b"))).isFalse();
  }

  @Test
  void a_chosen_order_has_every_node_once() {
    GraphSpec graph = new GraphSpec(CHAIN, Graphs.edges("a b", "b c"), "c");
    assertThatThrownBy(() -> EngineeringOrder.of(graph, List.of("a", "b")))
        .hasMessageContaining("an order without c");
    assertThatThrownBy(() -> EngineeringOrder.of(graph, List.of("a", "b", "b", "c")))
        .hasMessageContaining("'b' twice");
    assertThatThrownBy(() -> EngineeringOrder.of(graph, List.of("a", "b", "d")))
        .hasMessageContaining("unknown node 'd'");
  }

  @Test
  void a_skip_shortens_the_way_and_leaves_the_longest() {
    GraphSpec graph = new GraphSpec(CHAIN, Graphs.edges("a b", "b c", "a c"), "c");
    GraphSteps steps = new GraphSteps(graph);
    assertThat(steps.firstOutput()).isEqualTo(1);
    assertThat(steps.defaultSteps()).isEqualTo(4);
    assertThat(steps.toOutput("a")).isEqualTo(1);
  }

  @Test
  void records_check_their_values() {
    assertThatThrownBy(() -> ConvolutionLayer.of(0, 3)).hasMessageContaining("filters");
    assertThatThrownBy(() -> ConvolutionLayer.of(3, 3).withStride(0))
        .hasMessageContaining("stride");
    assertThatThrownBy(() -> CellSpec.of("GRU", Map.of())).hasMessageContaining("'GRU'");
    assertThatThrownBy(() -> CellSpec.of("gru", Map.of("kernel", new Object())))
        .hasMessageContaining("kernel");
    assertThatThrownBy(() -> ValueShape.image(0, 1, 1)).hasMessageContaining("0 x 1 x 1");
    assertThatThrownBy(() -> new ValueShape(2, 1, 1, false)).hasMessageContaining("no extent");
    assertThatThrownBy(() -> new OperationSpec.Nonlinearity(Activation.LINEAR))
        .hasMessageContaining("Identity");
    assertThatThrownBy(
            () ->
                new NodeSpec(
                    "a b",
                    Optional.of(Graphs.IMAGE),
                    Optional.empty(),
                    HarborSpec.CONCAT,
                    List.of(),
                    Optional.empty(),
                    List.of()))
        .hasMessageContaining("'a b'");
  }
}
