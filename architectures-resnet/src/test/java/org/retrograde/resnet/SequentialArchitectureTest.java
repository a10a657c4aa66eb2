// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.testkit.ArchitectureContract;
import org.retrograde.testkit.Tolerance;

final class SequentialArchitectureTest implements ArchitectureContract {

  @Override
  public Architecture architecture() {
    return new SequentialArchitecture();
  }

  @Override
  public Map<String, Object> values() {
    return Map.of(
        "layers",
        List.of(
            Map.of("type", "conv2d", "name", "conv", "filters", 4, "kernel", 3, "bias", false),
            Map.of("type", "batch_norm", "name", "norm", "activation", "relu"),
            Map.of("type", "max_pool", "kernel", 2),
            Map.of("type", "flatten"),
            Map.of("type", "dense", "name", "logits", "units", 5)));
  }

  @Override
  public ImageShape images() {
    return new ImageShape(8, 10, 2);
  }

  @Override
  public int classes() {
    return 5;
  }

  /** Convolution 3·3·2·4, norm 2·4, pooled 3 × 4 × 4 = 48 features, dense 48·5 + 5. */
  @Override
  public long expectedParameterCount() {
    return 72 + 8 + 245;
  }

  // convnet: 168 + 432 + 36 + 404; mlp: 208 + 144 + 50; wide: 250 + 147 + 319 + 33.
  @ParameterizedTest
  @CsvSource({"convnet, 9, 9, 3, 4, 1040", "mlp, 1, 1, 12, 5, 402", "wide, 8, 10, 2, 3, 749"})
  void a_recorded_network_is_accepted_as_it_is(
      String file, int height, int width, int channels, int classes, long parameters) {
    Network network =
        Networks.build(
            architecture(), read(file), Networks.images(height, width, channels), classes);
    assertThat(network.parameterCount()).isEqualTo(parameters);
  }

  @Test
  void a_recorded_network_keeps_the_names_of_its_layers() {
    Network network = Networks.build(architecture(), read("wide"), Networks.images(8, 10, 2), 3);
    assertThat(network.parameters())
        .extracting(p -> p.name() + p.tensor().shape())
        .containsExactly(
            "conv1.W[5, 5, 2, 5]",
            "conv2.W[2, 2, 5, 7]",
            "conv2.b[7]",
            "hidden.W[28, 11]",
            "hidden.b[11]",
            "logits.W[11, 3]");
    assertThat(network.layers().keySet())
        .containsExactly(
            "conv1",
            "conv1.activation",
            "conv2",
            "conv2.activation",
            "flatten2",
            "hidden",
            "hidden.activation",
            "logits");
  }

  @Test
  void layers_without_a_name_are_called_by_type_and_place() {
    Network network =
        build(
            Networks.images(6, 6, 1),
            Map.of("type", "conv2d", "filters", 2, "kernel", 3),
            Map.of("type", "avg_pool", "kernel", 2),
            Map.of("type", "global_avg_pool"),
            Map.of("type", "batch_norm"),
            Map.of("type", "dense", "units", 5));
    assertThat(network.layers().keySet())
        .containsExactly("conv2d0", "avg_pool1", "global_avg_pool2", "batch_norm3", "dense4");
    assertThat(network.layers().values())
        .extracting(x -> x.shape())
        .containsExactly(
            List.of(2, 4, 4, 2), List.of(2, 2, 2, 2), List.of(2, 2), List.of(2, 2), List.of(2, 5));
  }

  @Test
  void a_convolution_has_stride_1_no_padding_and_a_bias_unless_told_otherwise() {
    Network network =
        build(
            Networks.images(6, 6, 1),
            Map.of("type", "conv2d", "name", "conv", "filters", 2, "kernel", 3),
            Map.of("type", "flatten"),
            Map.of("type", "dense", "units", 5));
    assertThat(Networks.geometry(network, "conv"))
        .isEqualTo(new ConvolutionGeometry(6, 6, 1, 2, 3, 1, 0));
    assertThat(Networks.hasParameter(network, "conv.b")).isTrue();
  }

  @Test
  void a_pooling_window_steps_by_its_own_size_unless_told_otherwise() {
    Network network =
        build(
            Networks.images(9, 9, 1),
            Map.of("type", "max_pool", "name", "jump", "kernel", 3),
            Map.of("type", "max_pool", "name", "walk", "kernel", 3, "stride", 1, "padding", 1),
            Map.of("type", "flatten"),
            Map.of("type", "dense", "units", 5));
    assertThat(network.layers().get("jump").shape()).isEqualTo(List.of(2, 3, 3, 1));
    assertThat(network.layers().get("walk").shape()).isEqualTo(List.of(2, 3, 3, 1));
  }

  @ParameterizedTest
  @CsvSource({"relu, relu", "elu, elu", "tanh, tanh", "sigmoid, sigmoid"})
  void any_layer_takes_an_activation(String activation, String operation) {
    Network network =
        build(
            Networks.images(4, 4, 1),
            Map.of("type", "flatten", "name", "flat", "activation", activation),
            Map.of("type", "dense", "units", 5));
    assertThat(Networks.operation(network, "flat.activation")).isEqualTo(operation);
  }

  @Test
  void a_batch_norm_takes_momentum_and_epsilon() {
    Network network =
        build(
            Networks.images(4, 4, 1),
            Map.of("type", "batch_norm", "name", "given", "momentum", 0.75, "epsilon", 0.001),
            Map.of("type", "batch_norm", "name", "standard"),
            Map.of("type", "flatten"),
            Map.of("type", "dense", "units", 5));
    assertThat(Networks.momentum(network, "given")).isEqualTo(0.75);
    assertThat(Networks.epsilon(network, "given")).isEqualTo(0.001);
    Tolerance.FLOAT.requireAgree("momentum", Networks.momentum(network, "standard"), 0.9);
    assertThat(Networks.epsilon(network, "standard")).isEqualTo(1e-5);
  }

  @Test
  void weights_are_drawn_as_the_initializer_says() {
    List<Map<String, Object>> layers =
        List.of(Map.of("type", "flatten"), Map.of("type", "dense", "name", "logits", "units", 5));
    Network standard =
        Networks.build(architecture(), Map.of("layers", layers), Networks.images(2, 2, 1), 5);
    Network he =
        Networks.build(
            architecture(),
            Map.of("layers", layers, "initializer", "he-normal"),
            Networks.images(2, 2, 1),
            5);
    assertThat(Networks.initializer(standard, "logits.W"))
        .isEqualTo(new Initializer.GlorotUniform());
    assertThat(Networks.initializer(he, "logits.W")).isEqualTo(new Initializer.TruncatedFanIn(2));
    assertThat(Networks.initializer(he, "logits.b")).isEqualTo(new Initializer.Constant(0));
  }

  private Network build(ImageShape images, Map<?, ?>... layers) {
    return Networks.build(architecture(), Map.of("layers", List.of(layers)), images, 5);
  }

  private static Map<String, Object> read(String file) {
    try (InputStream stream =
        SequentialArchitectureTest.class.getResourceAsStream("/networks/" + file + ".json")) {
      return new ObjectMapper()
          .readValue(Objects.requireNonNull(stream), new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
