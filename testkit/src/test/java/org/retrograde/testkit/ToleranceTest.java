// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.checkpoint.NamedArray;

final class ToleranceTest {

  /**
   * The largest expected magnitude is 8, so the bound is 0.5 + 0.25 · 8 = 2.5, at every element.
   */
  private static final Tolerance WIDE = new Tolerance("wide", 0.25, 0.5, "test");

  private static final double[] EXPECTED = {1, -8};

  @Test
  void the_bound_is_absolute_plus_relative_times_the_largest_expected_magnitude() {
    assertThat(WIDE.agree(new double[] {3.5, -8}, EXPECTED)).isTrue();
    assertThat(WIDE.agree(new double[] {3.5000001, -8}, EXPECTED)).isFalse();
    assertThat(WIDE.agree(new double[] {1, -10.5}, EXPECTED)).isTrue();
    assertThat(WIDE.agree(new double[] {1, -10.5000001}, EXPECTED)).isFalse();
  }

  @Test
  void nothing_agrees_with_NaN_or_with_another_length() {
    assertThat(WIDE.agree(new double[] {Double.NaN, -8}, EXPECTED)).isFalse();
    assertThat(WIDE.agree(EXPECTED, new double[] {Double.NaN, -8})).isFalse();
    assertThat(WIDE.agree(new double[] {1}, EXPECTED)).isFalse();
    assertThat(
            WIDE.agree(
                new double[] {Double.POSITIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY}))
        .isFalse();
  }

  @Test
  void exact_allows_no_difference() {
    assertThat(Tolerance.EXACT.agree(EXPECTED, EXPECTED.clone())).isTrue();
    assertThat(Tolerance.EXACT.agree(new double[] {1, Math.nextUp(-8.0)}, EXPECTED)).isFalse();
  }

  @Test
  void the_message_names_the_worst_element_the_bound_and_the_reason() {
    assertThatThrownBy(() -> WIDE.requireAgree("logits", new double[] {4, -12}, EXPECTED))
        .isInstanceOf(AssertionError.class)
        .hasMessage("logits: -12.0 at 1, expected -8.0 within 2.5 (tolerance 'wide': test)");
    assertThatThrownBy(() -> WIDE.requireAgree("loss", Double.NaN, 1))
        .hasMessageContaining("NaN at 0");
    assertThatThrownBy(() -> WIDE.requireAgree("loss", new double[1], EXPECTED))
        .hasMessage("loss: 1 values, expected 2");
  }

  @Test
  void arrays_of_another_shape_or_type_are_told_apart_by_shape_alone() {
    NamedArray row = new NamedArray(List.of(1L, 2L), new float[] {1, -8});
    NamedArray column = new NamedArray(List.of(2L, 1L), EXPECTED);
    assertThatThrownBy(() -> WIDE.requireAgree("W", row, column))
        .hasMessage("W: shape [1, 2], expected [2, 1]");
    assertThatCode(
            () -> WIDE.requireAgree("W", row, new NamedArray(List.of(1L, 2L), new long[] {1, -8})))
        .doesNotThrowAnyException();
  }

  @Test
  void the_classes_are_ordered_from_tight_to_wide() {
    List<Tolerance> classes =
        List.of(
            Tolerance.EXACT,
            Tolerance.DOUBLE,
            Tolerance.FLOAT,
            Tolerance.ACCUMULATED,
            Tolerance.DEVICE);
    assertThat(classes).extracting(Tolerance::relative).isSorted();
    assertThat(classes).extracting(Tolerance::absolute).isSorted();
  }

  @Test
  void negative_bounds_are_refused() {
    assertThatThrownBy(() -> new Tolerance("x", -1, 0, "")).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Tolerance("x", 0, Double.NaN, "")).hasMessageContaining("NaN");
  }
}
