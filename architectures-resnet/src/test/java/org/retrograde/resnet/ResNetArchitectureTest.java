// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.testkit.ArchitectureContract;
import org.retrograde.testkit.Tolerance;

final class ResNetArchitectureTest implements ArchitectureContract {

  @Override
  public Architecture architecture() {
    return new ResNetArchitecture();
  }

  @Override
  public Map<String, Object> values() {
    return Map.of();
  }

  @Override
  public ImageShape images() {
    return new ImageShape(224, 224, 3);
  }

  @Override
  public int classes() {
    return 1000;
  }

  /** Published for depth 18. */
  @Override
  public long expectedParameterCount() {
    return 11_689_512;
  }

  @ParameterizedTest
  @CsvSource({"18, 11689512", "34, 21797672", "50, 25557032", "101, 44549160", "152, 60192808"})
  void version_1_has_the_published_number_of_parameters(int depth, long parameters) {
    assertThat(imagenet(Map.of("depth", depth)).parameterCount()).isEqualTo(parameters);
  }

  /*
   * By hand from version 1. Depth 18: 4,800 normalised channels become 64·2 + 64 + 128 + 128 + 256 + 256 + 512 = 1,472
   * before conv1, 2·(64 + 128 + 256 + 512) = 1,920 before conv2 and 512 at the end, 3,904 in all: 896·2 fewer values.
   * Depth 50: 26,560 become 13,120 before conv1, 2·3,776 before conv2 and conv3 and 2,048 at the end, 22,720 in all.
   */
  @ParameterizedTest
  @CsvSource({"18, 11687720", "50, 25549352"})
  void version_2_has_the_same_convolutions_and_fewer_normalised_channels(
      int depth, long parameters) {
    assertThat(imagenet(Map.of("depth", depth, "version", 2)).parameterCount())
        .isEqualTo(parameters);
  }

  // The projection of group 1: 64·64 weights, and in version 1 2·64 values of its normalisation.
  @ParameterizedTest
  @CsvSource({"1, 18, 4224", "1, 34, 4224", "1, 50, 0", "2, 18, 4096", "2, 50, 0"})
  void a_projection_in_the_first_group_is_new_only_without_bottlenecks(
      int version, int depth, long more) {
    Map<String, Object> values = Map.of("version", version, "depth", depth);
    Map<String, Object> projecting =
        Map.of("version", version, "depth", depth, "projectionInFirstGroup", true);
    assertThat(imagenet(projecting).parameterCount() - imagenet(values).parameterCount())
        .isEqualTo(more);
  }

  @Test
  void with_the_cifar_stem_and_10_classes_depth_18_has_11173962_parameters() {
    Network network =
        Networks.build(architecture(), Map.of("stem", "cifar"), Networks.images(32, 32, 3), 10);
    assertThat(network.parameterCount()).isEqualTo(11_173_962);
    assertThat(network.layers().get("stem.output").shape()).isEqualTo(List.of(2, 32, 32, 64));
    assertThat(network.layers().get("group4.block2").shape()).isEqualTo(List.of(2, 4, 4, 512));
  }

  @ParameterizedTest
  @CsvSource({"224, 56, 28, 14, 7", "128, 32, 16, 8, 4", "97, 25, 13, 7, 4", "1, 1, 1, 1, 1"})
  void each_group_after_the_first_halves_the_size(
      int size, int first, int second, int third, int fourth) {
    Network network = Networks.build(architecture(), Map.of(), Networks.images(size, size, 3), 10);
    assertThat(network.layers().get("stem.output").shape()).isEqualTo(List.of(2, first, first, 64));
    assertThat(network.layers().get("group1.block2").shape())
        .isEqualTo(List.of(2, first, first, 64));
    assertThat(network.layers().get("group2.block2").shape())
        .isEqualTo(List.of(2, second, second, 128));
    assertThat(network.layers().get("group3.block2").shape())
        .isEqualTo(List.of(2, third, third, 256));
    assertThat(network.layers().get("group4.block2").shape())
        .isEqualTo(List.of(2, fourth, fourth, 512));
    assertThat(network.layers().get("pool").shape()).isEqualTo(List.of(2, 512));
  }

  @Test
  void the_synapses_of_depth_18_are_named_by_group_and_block() {
    assertThat(imagenet(Map.of()).synapses())
        .extracting(Synapse::layer)
        .hasSize(21)
        .startsWith(
            "stem",
            "group1.block1.conv1",
            "group1.block1.conv2",
            "group1.block2.conv1",
            "group1.block2.conv2",
            "group2.block1.conv1",
            "group2.block1.conv2",
            "group2.block1.shortcut")
        .endsWith("group4.block2.conv2", "logits");
  }

  @Test
  void padding_is_explicit_at_every_stride() {
    Network network = imagenet(Map.of());
    assertThat(Networks.geometry(network, "stem"))
        .isEqualTo(new ConvolutionGeometry(224, 224, 3, 64, 7, 2, 3));
    assertThat(Networks.geometry(network, "group2.block1.conv1"))
        .isEqualTo(new ConvolutionGeometry(56, 56, 64, 128, 3, 2, 1));
    assertThat(Networks.geometry(network, "group2.block1.shortcut"))
        .isEqualTo(new ConvolutionGeometry(56, 56, 64, 128, 1, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void the_stride_of_a_bottleneck_is_in_its_3x3_convolution(int version) {
    Network network = imagenet(Map.of("depth", 50, "version", version));
    assertThat(Networks.geometry(network, "group2.block1.conv1"))
        .isEqualTo(new ConvolutionGeometry(56, 56, 256, 128, 1, 1, 0));
    assertThat(Networks.geometry(network, "group2.block1.conv2"))
        .isEqualTo(new ConvolutionGeometry(56, 56, 128, 128, 3, 2, 1));
    assertThat(Networks.geometry(network, "group2.block1.conv3"))
        .isEqualTo(new ConvolutionGeometry(28, 28, 128, 512, 1, 1, 0));
  }

  @Test
  void version_1_applies_relu_after_the_addition_and_projects_the_block_s_input() {
    Network network = imagenet(Map.of());
    assertThat(Networks.operation(network, "group2.block1")).isEqualTo("relu");
    assertThat(input(network, "group2.block1.shortcut"))
        .isEqualTo(network.layers().get("group1.block2").variable().name());
    assertThat(network.layers()).containsKey("group2.block1.shortcutNorm");
  }

  @Test
  void version_2_ends_with_the_addition_and_projects_the_normalised_input() {
    Network network = imagenet(Map.of("version", 2));
    assertThat(Networks.operation(network, "group2.block1")).isEqualTo("add");
    assertThat(input(network, "group2.block1.shortcut"))
        .isEqualTo(input(network, "group2.block1.conv1"))
        .isNotEqualTo(network.layers().get("group1.block2").variable().name());
    assertThat(network.layers())
        .doesNotContainKeys("group2.block1.shortcutNorm", "stemNorm")
        .containsKeys("finalNorm", "final.output");
  }

  @Test
  void the_last_scale_of_a_branch_starts_at_0_unless_told_otherwise() {
    String last = "group1.block1.norm2.gamma";
    assertThat(Networks.initializer(imagenet(Map.of()), last))
        .isEqualTo(new Initializer.Constant(0));
    assertThat(Networks.initializer(imagenet(Map.of("zeroInitLastScale", false)), last))
        .isEqualTo(new Initializer.Constant(1));
    assertThat(Networks.initializer(imagenet(Map.of()), "group1.block1.norm1.gamma"))
        .isEqualTo(new Initializer.Constant(1));
    assertThat(Networks.initializer(imagenet(Map.of()), "group2.block1.shortcutNorm.gamma"))
        .isEqualTo(new Initializer.Constant(1));
    assertThat(Networks.initializer(imagenet(Map.of("version", 2)), last))
        .isEqualTo(new Initializer.Constant(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.9", "2, 0.997"})
  void normalisations_have_the_momentum_of_their_version_and_epsilon_1e_5(
      int version, double momentum) {
    Network network = imagenet(Map.of("version", version));
    Tolerance.FLOAT.requireAgree(
        "momentum", Networks.momentum(network, "group1.block1.norm1"), momentum);
    assertThat(Networks.epsilon(network, "group1.block1.norm1")).isEqualTo(1e-5);
  }

  @Test
  void convolutions_start_with_variance_1_over_fan_in_and_logits_by_version() {
    assertThat(Networks.initializer(imagenet(Map.of()), "group1.block1.conv1.W"))
        .isEqualTo(new Initializer.TruncatedFanIn(1));
    assertThat(Networks.initializer(imagenet(Map.of()), "logits.W"))
        .isEqualTo(new Initializer.Normal(0.01));
    assertThat(Networks.initializer(imagenet(Map.of("version", 2)), "logits.W"))
        .isEqualTo(new Initializer.GlorotUniform());
  }

  @ParameterizedTest
  @CsvSource({"20, 18", "40, 34", "45, 50", "100, 101", "151, 152"})
  void a_depth_that_no_paper_has_is_refused_with_the_nearest(int depth, int nearest) {
    assertThatThrownBy(() -> imagenet(Map.of("depth", depth)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(
            "architecture.depth",
            "found " + depth,
            "18, 34, 50, 101 or 152",
            "the nearest valid depth is " + nearest);
  }

  @Test
  void a_first_scale_for_version_2_is_refused() {
    assertThatThrownBy(() -> imagenet(Map.of("version", 2, "zeroInitLastScale", true)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(
            "architecture.zeroInitLastScale", "no such key for version 2", "set version to 1");
  }

  private static String input(Network network, String layer) {
    return Networks.synapse(network, layer).uses().get(0).input().variable().name();
  }

  private Network imagenet(Map<String, Object> values) {
    return Networks.build(architecture(), values, images(), classes());
  }
}
