// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void ticks_are_round_numbers() {
    assertThat(Scale.linear(0, 900).ticks(6)).containsExactly(0.0, 200.0, 400.0, 600.0, 800.0);
    assertThat(Scale.linear(0, 3).whole(6).ticks(6)).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(Scale.linear(0, 90).withStep(30).ticks(6)).containsExactly(0.0, 30.0, 60.0, 90.0);
    assertThat(new Scale(0.01, 100, true, 0).ticks(6)).hasSize(5).first().isEqualTo(0.01);
  }

  @Test
  void labels_have_no_more_decimals_than_they_need() {
    assertThat(Scale.linear(0, 2.5).label(0.5, 6)).isEqualTo("0.5");
    assertThat(Scale.linear(0, 90).label(30, 6)).isEqualTo("30");
    assertThat(Scale.linear(0, 0.1).label(0.02, 6)).isEqualTo("0.02");
    assertThat(Scale.linear(0, 80_000).label(20_000, 6)).isEqualTo("20k");
    assertThat(new Scale(0.01, 100, true, 0).label(0.01, 6)).isEqualTo("0.01");
  }

  @Test
  void values_that_differ_by_orders_of_magnitude_get_a_logarithmic_axis() {
    Scale scale = Scale.covering(List.of(new Point(0, 0.3), new Point(1, 700)));
    assertThat(scale).isEqualTo(new Scale(0.1, 1000, true, 0));
    assertThat(scale.fraction(10)).isEqualTo(0.5);
  }

  @Test
  void a_range_without_extent_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Scale.linear(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Scale.linear(0, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scale(0, 1, true, 0));
  }

  @Property
  void every_finite_value_lies_on_the_axis_that_covers_it(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    Scale scale = Scale.covering(values.stream().map(y -> new Point(0, y)).toList());
    assertThat(values).allMatch(v -> v >= scale.min() && v <= scale.max());
  }

  @Property
  void ticks_lie_on_the_axis_in_order_and_are_not_too_many(
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double min,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double extent,
      @ForAll @IntRange(min = 2, max = 10) int wanted) {
    Scale scale = Scale.linear(min, min + extent);
    List<Double> ticks = scale.ticks(wanted);
    assertThat(ticks).isSorted().hasSizeLessThanOrEqualTo(wanted + 1);
    assertThat(ticks).allMatch(t -> t >= scale.min() && t <= scale.max());
  }
}
