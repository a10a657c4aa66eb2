// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeShapes;

final class ZooShapesTest {

  private static List<String> outputs(GraphSpec graph) {
    return graph.shapes().values().stream().map(shapes -> shapes.output().toString()).toList();
  }

  private static List<Integer> cellSides(GraphSpec graph) {
    return graph.nodes().stream()
        .filter(node -> node.cell().isPresent())
        .map(node -> inside(graph, node.name()).cell().height())
        .toList();
  }

  private static NodeShapes inside(GraphSpec graph, String node) {
    Map<String, NodeShapes> shapes = graph.shapes();
    assertThat(shapes).containsKey(node);
    return shapes.get(node);
  }

  private static ZooModel small(ZooDepth depth, ZooCell cell, int side) {
    return new ZooModel(depth, cell, FeedbackEdges.NONE, new ImageShape(side, side, 1), 10, 1);
  }

  @ParameterizedTest
  @EnumSource(ZooCell.class)
  void shallow_networks_have_the_published_shapes(ZooCell cell) {
    boolean narrow = cell == ZooCell.SIMPLE_RNN || cell == ZooCell.LSTM;
    assertThat(outputs(ZooModel.published(ZooDepth.SHALLOW, cell).graph()))
        .containsExactly(
            "56 x 56 x 64",
            "28 x 28 x 128",
            "14 x 14 x " + (narrow ? 128 : 256),
            "7 x 7 x 256",
            "4 x 4 x " + (narrow ? 256 : 512),
            "1000 features");
  }

  @ParameterizedTest
  @EnumSource(ZooCell.class)
  void deeper_networks_have_the_published_shapes(ZooCell cell) {
    boolean gated = cell == ZooCell.RECIPROCAL_GATED;
    assertThat(outputs(ZooModel.published(ZooDepth.INTERMEDIATE, cell).graph()))
        .containsExactly(
            "56 x 56 x 64",
            "56 x 56 x " + (gated ? 128 : 64),
            "56 x 56 x " + (gated ? 128 : 64),
            "28 x 28 x 128",
            "28 x 28 x 128",
            "14 x 14 x 256",
            "7 x 7 x 256",
            "7 x 7 x " + (gated ? 256 : 512),
            "7 x 7 x 512",
            "4 x 4 x 512",
            "1000 features");
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "SHALLOW, 224, 28 14 7",
    "SHALLOW, 128, 16 8 4",
    "SHALLOW, 64, 16 8 4",
    "SHALLOW, 32, 8 4 2",
    "SHALLOW, 28, 7 4 2",
    "INTERMEDIATE, 224, 56 28 28 14 7 7 7",
    "INTERMEDIATE, 128, 32 16 16 8 4 4 4",
    "INTERMEDIATE, 64, 32 16 16 8 4 4 4",
    "INTERMEDIATE, 32, 16 8 8 4 2 2 2"
  })
  void cells_see_enough_pixels_at_every_size(ZooDepth depth, int side, String sides) {
    List<Integer> expected = Arrays.stream(sides.split(" ")).map(Integer::valueOf).toList();
    assertThat(cellSides(small(depth, ZooCell.GRU, side).graph())).isEqualTo(expected);
  }

  @Test
  void a_readout_is_no_larger_than_its_map() {
    for (int side : new int[] {8, 28, 32, 33, 47, 48, 64, 95, 96, 128, 224}) {
      assertThat(outputs(small(ZooDepth.SHALLOW, ZooCell.GRU, side).graph()))
          .endsWith("10 features");
    }
  }

  @Test
  void feedback_edges_bring_the_published_channels_at_the_published_sizes() {
    GraphSpec graph = ZooModel.published(ZooDepth.INTERMEDIATE, ZooCell.RECIPROCAL_GATED).graph();
    assertThat(graph.edges()).hasSize(15);
    assertThat(graph.predecessors("conv6")).containsExactly("conv5", "conv7", "conv9");
    assertThat(graph.predecessors("conv7")).containsExactly("conv6", "conv10");
    assertThat(inside(graph, "conv5").feedback()).hasToString("Optional[28 x 28 x 256]");
    assertThat(inside(graph, "conv6").feedback()).hasToString("Optional[28 x 28 x 768]");
    assertThat(inside(graph, "conv7").feedback()).hasToString("Optional[14 x 14 x 512]");
    assertThat(inside(graph, "conv9").feedback()).hasToString("Optional[7 x 7 x 512]");
    assertThat(inside(graph, "conv4").feedback()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FeedbackEdges.class)
  void feedback_is_an_option_of_every_deeper_network(FeedbackEdges feedback) {
    ZooModel model =
        new ZooModel(
            ZooDepth.INTERMEDIATE, ZooCell.GRU, feedback, new ImageShape(32, 32, 3), 10, 0.125);
    assertThat(model.graph().edges()).hasSize(10 + feedback.count());
    assertThat(model.graph().edges()).containsAll(feedback.edges());
  }

  @Test
  void the_shallow_network_has_no_feedback_edges() {
    assertThatThrownBy(
            () ->
                new ZooModel(
                    ZooDepth.SHALLOW,
                    ZooCell.GRU,
                    FeedbackEdges.TWO,
                    ZooModel.PUBLISHED_IMAGE,
                    10,
                    1))
        .hasMessageContaining("2 feedback edges in the shallow network")
        .hasMessageContaining("set depth to intermediate");
  }

  @Test
  void width_scales_channels_and_leaves_at_least_one() {
    ZooModel model = small(ZooDepth.SHALLOW, ZooCell.RECIPROCAL_GATED, 32);
    assertThat(outputs(model.withWidth(0.1).graph()))
        .containsExactly(
            "16 x 16 x 6", "8 x 8 x 13", "4 x 4 x 26", "2 x 2 x 26", "1 x 1 x 51", "10 features");
    assertThat(outputs(model.withWidth(1e-6).graph())).endsWith("1 x 1 x 1", "10 features");
  }
}
