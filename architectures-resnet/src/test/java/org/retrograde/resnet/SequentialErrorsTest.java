// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;

final class SequentialErrorsTest {

  private static final Map<String, Object> FLATTEN = Map.of("type", "flatten");
  private static final Map<String, Object> LOGITS =
      Map.of("type", "dense", "name", "logits", "units", 5);

  @Test
  void a_key_of_another_type_of_layer_is_refused_with_the_keys_that_belong() {
    assertRefused(FLATTEN, Map.of("type", "dense", "name", "wide", "units", 5, "kernel", 3))
        .hasMessageContainingAll(
            "layer 'wide' (layers[1])",
            "key 'kernel'",
            "for type dense only type, name, activation, units, bias",
            "remove it or change the type");
  }

  @Test
  void a_missing_key_is_named_with_what_it_would_be() {
    assertRefused(Map.of("type", "conv2d", "name", "eye", "filters", 3), FLATTEN, LOGITS)
        .hasMessageContainingAll(
            "layer 'eye' (layers[0])", "no 'kernel'", "a whole number", "add 'kernel'");
  }

  @Test
  void a_layer_without_a_name_is_named_by_its_type_and_place() {
    assertRefused(FLATTEN, Map.of("type", "dense"))
        .hasMessageContainingAll("layer 'dense1' (layers[1])", "no 'units'");
  }

  @Test
  void an_unknown_type_is_refused_with_the_nearest() {
    assertRefused(Map.of("type", "conv2"), FLATTEN, LOGITS)
        .hasMessageContainingAll("layers[0].type", "'conv2'", "did you mean 'conv2d'?");
  }

  @Test
  void a_mistyped_key_is_refused_with_the_nearest() {
    assertRefused(Map.of("type", "conv2d", "filter", 3, "kernel", 3), FLATTEN, LOGITS)
        .hasMessageContainingAll("layers[0].filter", "did you mean 'filters'?");
  }

  @Test
  void a_dense_layer_on_images_asks_for_a_flatten_layer() {
    assertRefused(LOGITS)
        .hasMessageContainingAll(
            "layer 'logits' (layers[0])", "images of 8 x 6 x 2", "features", "flatten");
  }

  @Test
  void a_convolution_on_features_is_refused() {
    assertRefused(FLATTEN, Map.of("type", "conv2d", "filters", 3, "kernel", 3), LOGITS)
        .hasMessageContainingAll("layer 'conv2d1' (layers[1])", "96 features", "images of height");
  }

  @Test
  void pooling_of_features_is_refused() {
    assertRefused(FLATTEN, Map.of("type", "max_pool", "kernel", 2), LOGITS)
        .hasMessageContainingAll("layer 'max_pool1'", "96 features");
    assertRefused(FLATTEN, Map.of("type", "global_avg_pool"), LOGITS)
        .hasMessageContainingAll("layer 'global_avg_pool1'", "96 features");
  }

  @Test
  void a_window_larger_than_the_padded_image_is_refused() {
    assertRefused(
            Map.of("type", "conv2d", "name", "big", "filters", 3, "kernel", 9, "padding", 1),
            FLATTEN,
            LOGITS)
        .hasMessageContainingAll(
            "layer 'big'", "9 pixels on images of 8 x 6 x 2 with padding 1", "more padding");
  }

  @Test
  void pooling_with_as_much_padding_as_window_is_refused() {
    assertRefused(
            Map.of("type", "avg_pool", "name", "blur", "kernel", 2, "padding", 2), FLATTEN, LOGITS)
        .hasMessageContainingAll("layer 'blur'", "padding 2", "less than the kernel, 2");
  }

  @Test
  void a_name_that_stands_twice_is_refused() {
    assertRefused(Map.of("type", "flatten", "name", "logits"), LOGITS)
        .hasMessageContainingAll("(layers[1])", "the name 'logits' a second time", "rename");
  }

  @Test
  void a_name_that_an_earlier_activation_has_is_refused() {
    assertRefused(
            Map.of("type", "flatten", "name", "a", "activation", "relu"),
            Map.of("type", "dense", "name", "a.activation", "units", 5))
        .hasMessageContainingAll("(layers[1])", "the name 'a.activation' a second time");
  }

  @Test
  void a_name_that_no_file_can_carry_is_refused() {
    assertRefused(FLATTEN, Map.of("type", "dense", "name", "out/*", "units", 5))
        .hasMessageContainingAll("layer 'out/*' (layers[1])", "a letter followed by", "rename it");
  }

  @Test
  void the_last_layer_must_give_one_logit_a_class() {
    assertRefused(FLATTEN, Map.of("type", "dense", "name", "out", "units", 7))
        .hasMessageContainingAll(
            "layer 'out' (layers[1])",
            "7 features as the last output",
            "5 features, one logit a class",
            "end with a dense layer of 5 units");
  }

  @Test
  void the_last_layer_must_not_give_images() {
    assertRefused(Map.of("type", "conv2d", "name", "out", "filters", 5, "kernel", 1))
        .hasMessageContainingAll("layer 'out'", "images of 8 x 6 x 5 as the last output");
  }

  @Test
  void a_network_without_weights_is_refused() {
    assertRefused(Map.of("type", "global_avg_pool"))
        .hasMessageContainingAll("architecture.layers", "no layer with weights", "dense");
    assertRefused().hasMessageContainingAll("architecture.layers", "no layer with weights");
  }

  @Test
  void an_input_shape_unlike_the_data_is_refused() {
    Map<String, Object> values =
        Map.of("input", List.of(6, 8, 2), "layers", List.of(FLATTEN, LOGITS));
    assertThatThrownBy(() -> build(values))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll("architecture.input", "[6, 8, 2]", "[8, 6, 2]", "leave it out");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Map<?, ?>... layers) {
    return assertThatThrownBy(() -> build(Map.of("layers", List.of(layers))))
        .isInstanceOfSatisfying(RetrogradeException.class, SequentialErrorsTest::isUsage);
  }

  private static void isUsage(RetrogradeException thrown) {
    if (thrown.kind() != RetrogradeException.Kind.USAGE) {
      throw new AssertionError("a user's mistake is a usage error", thrown);
    }
  }

  private static void build(Map<String, Object> values) {
    Networks.build(new SequentialArchitecture(), values, Networks.images(8, 6, 2), 5);
  }
}
