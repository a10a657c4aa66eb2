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
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.testkit.ArchitectureContract;
import org.retrograde.testkit.Tolerance;

final class CifarResNetArchitectureTest implements ArchitectureContract {

  @Override
  public Architecture architecture() {
    return new CifarResNetArchitecture();
  }

  @Override
  public Map<String, Object> values() {
    return Map.of();
  }

  @Override
  public ImageShape images() {
    return new ImageShape(32, 32, 3);
  }

  @Override
  public int classes() {
    return 10;
  }

  /**
   * Stem 432 + 32; groups 6·2,304 + 6·32, 4,608 + 5·9,216 + 6·64, 18,432 + 5·36,864 + 6·128; logits
   * 650. He et al. 2015, table 6: 0.27 million.
   */
  @Override
  public long expectedParameterCount() {
    return 269_722;
  }

  // He et al. 2015, table 6: 0.46, 0.66, 0.85 and 1.7 million.
  @ParameterizedTest
  @CsvSource({"32, 464154", "44, 658586", "56, 853018", "110, 1727962"})
  void deeper_networks_have_the_published_size(int depth, long parameters) {
    assertThat(build(Map.of("depth", depth), 32, 32).parameterCount()).isEqualTo(parameters);
  }

  @Test
  void a_network_of_depth_20_has_20_layers_with_weights_named_by_group_and_block() {
    Network network = build(Map.of(), 32, 32);
    assertThat(network.synapses())
        .extracting(Synapse::layer)
        .hasSize(20)
        .startsWith("stem", "group1.block1.conv1", "group1.block1.conv2", "group1.block2.conv1")
        .contains("group2.block1.conv1", "group3.block3.conv2")
        .endsWith("logits");
  }

  @ParameterizedTest
  @CsvSource({"32, 32, 16, 8", "28, 28, 14, 7", "9, 15, 5, 3"})
  void each_group_halves_the_size_and_doubles_the_channels(
      int height, int width, int second, int third) {
    Network network = build(Map.of("depth", 8), height, width);
    assertThat(network.layers().get("group1.block1").shape())
        .isEqualTo(List.of(2, height, width, 16));
    assertThat(network.layers().get("group2.block1").shape()).startsWith(2, second).endsWith(32);
    assertThat(network.layers().get("group3.block1").shape()).startsWith(2, third).endsWith(64);
    assertThat(network.layers().get("pool").shape()).isEqualTo(List.of(2, 64));
  }

  @Test
  void the_number_of_filters_can_be_chosen() {
    Network network = build(Map.of("filters", 5, "depth", 8), 32, 32);
    assertThat(network.layers().get("stem").shape()).isEqualTo(List.of(2, 32, 32, 5));
    assertThat(network.layers().get("group3.block1").shape()).isEqualTo(List.of(2, 8, 8, 20));
  }

  @Test
  void no_convolution_has_a_bias_and_shortcuts_have_no_parameters() {
    Network network = build(Map.of(), 32, 32);
    assertThat(network.parameters())
        .extracting(p -> p.name())
        .noneMatch(name -> name.contains("shortcut"))
        .filteredOn(name -> name.endsWith(".b"))
        .containsExactly("logits.b");
  }

  @Test
  void a_block_ends_with_relu_after_the_addition() {
    assertThat(Networks.operation(build(Map.of("depth", 8), 32, 32), "group1.block1"))
        .isEqualTo("relu");
  }

  @Test
  void normalisations_have_momentum_0_9_and_epsilon_1e_5_and_scales_start_at_1() {
    Network network = build(Map.of("depth", 8), 32, 32);
    Tolerance.FLOAT.requireAgree(
        "momentum", Networks.momentum(network, "group1.block1.norm2"), 0.9);
    assertThat(Networks.epsilon(network, "group1.block1.norm2")).isEqualTo(1e-5);
    assertThat(Networks.initializer(network, "group1.block1.norm2.gamma"))
        .isEqualTo(new Initializer.Constant(1));
  }

  @Test
  void convolutions_start_with_variance_2_over_fan_out() {
    Network network = build(Map.of("depth", 8), 32, 32);
    assertThat(Networks.initializer(network, "stem.W")).isEqualTo(new Initializer.NormalFanOut(2));
    assertThat(Networks.initializer(network, "logits.W"))
        .isEqualTo(new Initializer.GlorotUniform());
  }

  @ParameterizedTest
  @CsvSource({"18, 20", "21, 20", "22, 20", "24, 26", "9, 8", "1201, 1202"})
  void a_depth_that_is_not_6n_plus_2_is_refused_with_the_nearest_that_is(int depth, int nearest) {
    assertThatThrownBy(() -> build(Map.of("depth", depth), 32, 32))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(
            "architecture.depth",
            "found " + depth,
            "6n + 2",
            "the nearest valid depth is " + nearest);
  }

  private Network build(Map<String, Object> values, int height, int width) {
    return Networks.build(architecture(), values, Networks.images(height, width, 3), 10);
  }
}
