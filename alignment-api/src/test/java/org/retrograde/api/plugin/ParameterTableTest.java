// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;

final class ParameterTableTest {

  private static final ParameterTable LAYER =
      ParameterTable.of(
          ParameterSpec.integer("units", "1", 1, 1, 100, "outputs").asRequired(),
          ParameterSpec.flag("bias", true, "whether a bias is added"));
  private static final ParameterTable TABLE =
      ParameterTable.of(
          ParameterSpec.decimal("amp", "1", 0.5, 0, 2, "strength"),
          ParameterSpec.integer("depth", "layers", 20, 8, 1202, "depth"),
          ParameterSpec.flag("flip", false, "whether images are mirrored"),
          ParameterSpec.choice("mode", "sum", List.of("sum", "mean"), "how positions count"),
          ParameterSpec.text("label", null, "name in reports"),
          ParameterSpec.integers("at", "epochs", List.of(), 0, 90, "boundaries"),
          ParameterSpec.decimals("alphas", "1", List.of(0.5), 0, 9.5, "penalties"),
          new ParameterSpec(
              "layers",
              ParameterType.RECORDS,
              "1",
              null,
              false,
              null,
              null,
              List.of(),
              java.util.Optional.of(LAYER),
              "the layers"));
  private static final KeyLocation FILE = key -> "a.yaml:7: rule." + key;

  @Test
  void absent_keys_have_their_defaults() {
    Parameters parameters = TABLE.bind(Map.of(), FILE);
    assertThat(parameters.decimal("amp")).isEqualTo(0.5);
    assertThat(parameters.size("depth")).isEqualTo(20);
    assertThat(parameters.flag("flip")).isFalse();
    assertThat(parameters.text("mode")).isEqualTo("sum");
    assertThat(parameters.has("label")).isFalse();
    assertThat(parameters.integers("at")).isEmpty();
  }

  @Test
  void given_values_are_bound_and_whole_numbers_serve_as_numbers() {
    Parameters parameters = TABLE.bind(Map.of("amp", 1, "depth", 56L, "at", List.of(30, 60)), FILE);
    assertThat(parameters.decimal("amp")).isEqualTo(1);
    assertThat(parameters.integer("depth")).isEqualTo(56);
    assertThat(parameters.integers("at")).containsExactly(30L, 60L);
  }

  @Test
  void lists_of_numbers_are_bound_and_checked_number_by_number() {
    assertThat(TABLE.defaults().decimals("alphas")).containsExactly(0.5);
    assertThat(TABLE.bind(Map.of("alphas", List.of(2, 0.25)), FILE).decimals("alphas"))
        .containsExactly(2.0, 0.25);
    assertThatThrownBy(() -> TABLE.bind(Map.of("alphas", List.of(1, 9.75)), FILE))
        .hasMessageContaining("9.75")
        .hasMessageContaining("a list of numbers from 0 to 9.5");
  }

  @Test
  void texts_are_a_list_or_one_text_that_stands_for_a_list() {
    ParameterTable table = ParameterTable.of(ParameterSpec.texts("names", List.of("all"), "names"));
    assertThat(table.defaults().texts("names")).containsExactly("all");
    assertThat(table.bind(Map.of("names", List.of("a", "b")), FILE).texts("names"))
        .containsExactly("a", "b");
    assertThat(table.bind(Map.of("names", "a"), FILE).texts("names")).containsExactly("a");
    assertThatThrownBy(() -> table.bind(Map.of("names", List.of("a", 1)), FILE))
        .hasMessageContaining("found 1; expected a list of texts");
    assertThatThrownBy(() -> table.bind(Map.of("names", 1), FILE))
        .hasMessageContaining("a list of texts");
  }

  @Test
  void records_are_bound_by_their_own_table_and_located_by_index() {
    Parameters parameters = TABLE.bind(Map.of("layers", List.of(Map.of("units", 4))), FILE);
    assertThat(parameters.records("layers").get(0).flag("bias")).isTrue();
    assertThatThrownBy(() -> TABLE.bind(Map.of("layers", List.of(Map.of("unit", 4))), FILE))
        .hasMessageContaining("a.yaml:7: rule.layers[0].unit")
        .hasMessageContaining("did you mean 'units'?");
    assertThatThrownBy(() -> TABLE.bind(Map.of("layers", List.of(Map.of())), FILE))
        .hasMessageContaining("rule.layers[0].units")
        .hasMessageContaining("no value");
  }

  @Test
  void an_unknown_key_is_refused_with_its_place_and_the_nearest() {
    assertThatThrownBy(() -> TABLE.bind(Map.of("dephts", 20), FILE))
        .isInstanceOf(RetrogradeException.class)
        .hasMessage(
            "a.yaml:7: rule.dephts: found unknown key 'dephts'; expected one of amp, depth, flip,"
                + " mode, label, at, alphas, layers; did you mean 'depth'?");
  }

  @ParameterizedTest
  @CsvSource({
    "amp, -0.1, a number from 0 to 2",
    "amp, 2.5, a number from 0 to 2",
    "depth, 7, a whole number from 8 to 1202",
  })
  void a_number_out_of_range_is_refused_with_the_range(String key, double value, String expected) {
    Object raw = key.equals("depth") ? (Object) (int) value : (Object) value;
    assertThatThrownBy(() -> TABLE.bind(Map.of(key, raw), FILE))
        .hasMessageContaining("rule." + key)
        .hasMessageContaining(expected);
  }

  @Test
  void a_range_without_an_end_has_none_in_words() {
    double none = Double.MAX_VALUE;
    assertThat(ParameterSpec.decimal("alpha", "1", 1, 0, none, "penalty").expected())
        .isEqualTo("a number of at least 0");
    assertThat(ParameterSpec.integer("limit", "1", 1, 1, Long.MAX_VALUE, "images").expected())
        .isEqualTo("a whole number of at least 1");
  }

  @Test
  void a_value_of_another_type_is_refused() {
    assertThatThrownBy(() -> TABLE.bind(Map.of("depth", 20.0), FILE)).hasMessageContaining("20.0");
    assertThatThrownBy(() -> TABLE.bind(Map.of("amp", "much"), FILE))
        .hasMessageContaining("'much'");
    assertThatThrownBy(() -> TABLE.bind(Map.of("amp", Double.NaN), FILE))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> TABLE.bind(Map.of("flip", "yes"), FILE))
        .hasMessageContaining("true or false");
    assertThatThrownBy(() -> TABLE.bind(Map.of("mode", "men"), FILE))
        .hasMessageContaining("one of sum, mean")
        .hasMessageContaining("did you mean 'mean'?");
    assertThatThrownBy(() -> TABLE.bind(Map.of("layers", 3), FILE))
        .hasMessageContaining("a list of records");
  }

  @Test
  void a_table_refuses_two_parameters_of_one_name() {
    ParameterSpec flip = ParameterSpec.flag("flip", false, "x");
    assertThatThrownBy(() -> ParameterTable.of(flip, flip)).hasMessageContaining("distinct");
    assertThatThrownBy(() -> TABLE.and(ParameterTable.of(flip))).hasMessageContaining("distinct");
    ParameterSpec other = ParameterSpec.flag("other", false, "x");
    assertThat(ParameterTable.of(flip).and(ParameterTable.of(other)).names())
        .containsExactly("flip", "other");
  }

  @Test
  void a_value_asked_for_by_another_type_is_a_mistake_of_the_plugin() {
    assertThatThrownBy(() -> TABLE.defaults().integer("amp")).hasMessageContaining("'amp'");
  }
}
