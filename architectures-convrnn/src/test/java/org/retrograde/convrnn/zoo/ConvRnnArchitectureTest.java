// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.convrnn.graph.GraphJsonWriter;
import org.retrograde.convrnn.graph.GraphYamlWriter;

/** What the architecture builds and refuses. */
final class ConvRnnArchitectureTest {

  @TempDir Path folder;

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Map.of("steps", 5), "reaches 'imnetds' in step 5"),
        Arguments.of(Map.of("decoderStart", 3), "a step from 5"),
        Arguments.of(Map.of("decoderStart", 16), "to 15"),
        Arguments.of(Map.of("loss", "last-steps", "lossSteps", 12), "of 11 that are decoded"),
        Arguments.of(Map.of("feedback", 4, "depth", "intermediate"), "0, 2, 3 or 5"),
        Arguments.of(Map.of("feedback", 2), "shallow"),
        Arguments.of(Map.of("order", "conv1,conv2"), "unrolling: engineering"),
        Arguments.of(Map.of("unrolling", "engineering", "order", "conv1,conv7"), "conv7"),
        Arguments.of(
            Map.of("unrolling", "engineering", "depth", "intermediate", "feedback", 5),
            "an explicit order"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void what_cannot_work_is_refused_with_what_to_do(Map<String, Object> values, String text) {
    assertThatThrownBy(() -> network(values)).hasMessageContaining(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"last", "time-average", "weighted-average", "max-confidence", "threshold"})
  void every_decoder_gives_one_row_an_image(String decoder) {
    Network network = network(Map.of("decoder", decoder));
    assertThat(network.logits().shape()).containsExactly(2, 4);
    assertThat(network.logitsByStep().keySet()).hasSize(11);
  }

  @Test
  void the_loss_reads_what_it_is_told_to() {
    assertThat(network(Map.of()).scored()).hasSize(1);
    assertThat(network(Map.of("loss", "every-step")).scored()).hasSize(11);
    assertThat(network(Map.of("loss", "last-steps", "lossSteps", 3)).scored()).hasSize(3);
  }

  @Test
  void engineering_unrolling_reaches_the_logits_in_the_first_step() {
    Network network = network(Map.of("unrolling", "engineering", "steps", 3));
    assertThat(network.logitsByStep().keySet()).containsExactly(0, 1, 2);
    String order = "conv1, conv2, conv3, conv4, conv5, imnetds";
    Network same = network(Map.of("unrolling", "engineering", "steps", 3, "order", order));
    assertThat(same.parameterCount()).isEqualTo(network.parameterCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "time-decay", "simple-rnn", "lstm", "gru", "ugrnn"})
  void every_cell_and_depth_can_be_built(String cell) {
    assertThat(network(Map.of("cell", cell)).logits().shape()).containsExactly(2, 4);
    Network deep = network(Map.of("cell", cell, "depth", "intermediate", "gradientSteps", 17));
    assertThat(deep.logitsByStep().keySet()).hasSize(7);
  }

  @Test
  void every_node_is_computed_anew_where_that_is_asked_for() {
    Network network = network(Map.of("computeOnce", false));
    assertThat(network.layers().get("conv5@0").length(0)).isEqualTo(2);
    assertThat(network.parameterCount()).isEqualTo(network(Map.of()).parameterCount());
  }

  @Test
  void a_graph_file_takes_the_place_of_depth_and_cell() throws IOException {
    ZooModel model =
        new ZooModel(
            ZooDepth.SHALLOW,
            ZooCell.GRU,
            FeedbackEdges.NONE,
            new ImageShape(32, 32, 1),
            4,
            1.0 / 32);
    Path yaml = folder.resolve("mine.yaml");
    Files.writeString(yaml, new GraphYamlWriter().write(model.graph()));
    Path json = folder.resolve("gru_mine.json");
    Files.writeString(json, new GraphJsonWriter().write(model.graph()));
    long expected = network(Map.of("cell", "gru")).parameterCount();
    for (Path file : List.of(yaml, json)) {
      Network network = network(Map.of("graph", file.toString()));
      assertThat(network.parameterCount()).isEqualTo(expected);
      assertThat(network.logitsByStep().keySet()).containsExactly(5, 6);
    }
  }

  @Test
  void a_graph_of_other_images_or_classes_is_refused() throws IOException {
    for (ImageShape image : List.of(new ImageShape(64, 64, 1), new ImageShape(32, 32, 1))) {
      ZooModel model =
          new ZooModel(ZooDepth.SHALLOW, ZooCell.GRU, FeedbackEdges.NONE, image, 5, 1.0 / 32);
      Path yaml = folder.resolve("other.yaml");
      Files.writeString(yaml, new GraphYamlWriter().write(model.graph()));
      assertThatThrownBy(() -> network(Map.of("graph", yaml.toString())))
          .hasMessageContaining(image.height() == 64 ? "images of" : "5 outputs");
    }
  }

  @Test
  void sums_and_products_match_channels_first() throws IOException {
    for (String operation : List.of("add", "multiply")) {
      Path json = folder.resolve("gru_" + operation + ".json");
      ZooModel model =
          new ZooModel(
              ZooDepth.SHALLOW,
              ZooCell.GRU,
              FeedbackEdges.NONE,
              new ImageShape(32, 32, 1),
              4,
              1.0 / 32);
      String text = new GraphJsonWriter().write(model.graph());
      Files.writeString(json, text.replace("\"concat\"", "\"" + operation + "\""));
      assertThat(network(Map.of("graph", json.toString())).logits().shape()).containsExactly(2, 4);
    }
  }

  private static Network network(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    if (!values.containsKey("graph")) {
      all.putIfAbsent("width", 1.0 / 32);
    }
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, 2, new ImageShape(32, 32, 1), 4);
    ConvRnnArchitecture architecture = new ConvRnnArchitecture();
    return builder.build(
        architecture.build(
            builder, architecture.parameters().bind(all, KeyLocation.under("architecture"))));
  }
}
