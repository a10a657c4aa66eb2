// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Network;
import org.retrograde.testkit.ArchitectureContract;

final class LeNetArchitectureTest implements ArchitectureContract {

  @Override
  public Architecture architecture() {
    return new LeNetArchitecture();
  }

  @Override
  public Map<String, Object> values() {
    return Map.of();
  }

  @Override
  public ImageShape images() {
    return new ImageShape(28, 28, 1);
  }

  @Override
  public int classes() {
    return 10;
  }

  /** conv1 156, conv2 2,416, dense1 400·120 + 120, dense2 10,164, logits 850. */
  @Override
  public long expectedParameterCount() {
    return 61_706;
  }

  // Pooled sizes: 32 with padding 2: 16, 6; with padding 0: 14, 5. 3 channels add 2·150 weights to
  // conv1.
  @ParameterizedTest
  @CsvSource({
    "32, 0, 1, 61706",
    "32, 2, 3, 83126",
    "32, 0, 3, 62006",
    "12, 2, 1, 15626",
    "64, 2, 3, 390326"
  })
  void other_sizes_change_only_the_first_convolution_and_the_first_dense_layer(
      int size, int padding, int channels, long parameters) {
    Network network =
        Networks.build(
            architecture(), Map.of("padding", padding), Networks.images(size, size, channels), 10);
    assertThat(network.parameterCount()).isEqualTo(parameters);
  }

  @Test
  void its_layers_have_the_names_and_shapes_of_the_paper() {
    Network network = Networks.build(architecture(), values(), images(), classes());
    assertThat(network.layers().keySet())
        .containsExactly(
            "conv1",
            "pool1",
            "conv2",
            "pool2",
            "dense1",
            "dense1.activation",
            "dense2",
            "dense2.activation",
            "logits");
    assertThat(network.layers().get("pool1").shape()).isEqualTo(List.of(2, 14, 14, 6));
    assertThat(network.layers().get("pool2").shape()).isEqualTo(List.of(2, 5, 5, 16));
  }

  @ParameterizedTest
  @CsvSource({"max, maxpool2d", "average, avgpool2d"})
  void pooling_and_activation_can_be_chosen(String pooling, String operation) {
    Network network =
        Networks.build(
            architecture(), Map.of("pooling", pooling, "activation", "tanh"), images(), classes());
    assertThat(Networks.operation(network, "pool1")).isEqualTo(operation);
    assertThat(Networks.operation(network, "dense2.activation")).isEqualTo("tanh");
  }

  @ParameterizedTest
  @CsvSource({"11, 2, pool2", "9, 2, conv2", "15, 0, pool2", "4, 0, conv1"})
  void images_that_are_too_small_are_refused_at_the_layer_they_do_not_fit(
      int size, int padding, String layer) {
    assertThatThrownBy(
            () ->
                Networks.build(
                    architecture(), Map.of("padding", padding), Networks.images(size, size, 1), 10))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll("layer '" + layer + "'", "pixels", "use larger images");
  }
}
