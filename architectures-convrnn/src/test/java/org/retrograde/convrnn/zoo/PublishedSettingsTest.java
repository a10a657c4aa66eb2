// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.graph.Initializer;
import org.retrograde.convrnn.graph.CellSpec;
import org.retrograde.convrnn.graph.EdgeSpec;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeSpec;
import org.retrograde.convrnn.graph.OperationSpec;

/** What the published files of two networks lack is added, and nothing else changed. */
final class PublishedSettingsTest {

  private static GraphSpec stripped(GraphSpec graph) {
    List<EdgeSpec> chain =
        graph.edges().stream().filter(edge -> !FeedbackEdges.FIVE.edges().contains(edge)).toList();
    List<NodeSpec> nodes = graph.nodes().stream().map(PublishedSettingsTest::stripped).toList();
    return new GraphSpec(nodes, chain, graph.output());
  }

  private static NodeSpec stripped(NodeSpec node) {
    Optional<CellSpec> cell =
        node.cell()
            .map(
                spec -> {
                  Map<String, Object> channels = new HashMap<>(spec.options());
                  channels.keySet().retainAll(List.of(CellSpec.CHANNELS));
                  return CellSpec.of(spec.id(), channels);
                });
    return new NodeSpec(
        node.name(),
        node.image(),
        node.shapeFrom(),
        node.harbor(),
        node.before().stream().map(PublishedSettingsTest::stripped).toList(),
        cell,
        node.after());
  }

  private static OperationSpec stripped(OperationSpec operation) {
    return operation instanceof OperationSpec.ComponentConvolution convolution
        ? new OperationSpec.ComponentConvolution(
            convolution.inputName(),
            convolution.layer().withWeights(new Initializer.TruncatedFanIn(1), 1e-4))
        : operation;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "rgc_intermediate, INTERMEDIATE, RECIPROCAL_GATED",
    "rgc_intermediate_t22, INTERMEDIATE, RECIPROCAL_GATED",
    "lstm_shallow, SHALLOW, LSTM"
  })
  void two_networks_are_completed(String file, ZooDepth depth, ZooCell cell) {
    GraphSpec published = ZooModel.published(depth, cell).graph();
    GraphSpec stripped = stripped(published);
    assertThat(stripped).isNotEqualTo(published);
    assertThat(PublishedSettings.complete(file, stripped)).isEqualTo(published);
    assertThat(PublishedSettings.complete(file, published)).isEqualTo(published);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"gru_shallow", "lstm_intermediate", "mine"})
  void others_stay_as_they_are(String file) {
    GraphSpec graph = stripped(ZooModel.published(ZooDepth.SHALLOW, ZooCell.LSTM).graph());
    assertThat(PublishedSettings.complete(file, graph)).isEqualTo(graph);
  }
}
