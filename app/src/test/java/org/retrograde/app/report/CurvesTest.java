// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.retrograde.testkit.Tolerance;

class CurvesTest {

  private static final int LIMIT = 20;

  @Test
  void smoothing_leaves_a_constant_as_it_is_and_passes_over_gaps() {
    List<Point> points = List.of(new Point(0, 2), new Point(1, Double.NaN), new Point(2, 2));
    assertThat(Curves.smooth(points)).extracting(Point::x).containsExactly(0.0, 2.0);
    Tolerance.DOUBLE.requireAgree("means of 2", y(Curves.smooth(points)), new double[] {2, 2});
  }

  @Test
  void thinning_keeps_the_ends() {
    List<Point> thin =
        Curves.thin(curve(IntStream.range(0, 1000).mapToObj(i -> (double) i).toList()), LIMIT);
    assertThat(thin).hasSize(LIMIT);
    assertThat(thin.get(0).x()).isEqualTo(0);
    assertThat(thin.get(LIMIT - 1).x()).isEqualTo(999);
  }

  @Property
  void an_envelope_keeps_the_extremes_and_the_order(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -10, max = 10) Double> values) {
    List<Point> envelope = Curves.envelope(curve(values), LIMIT);
    assertThat(envelope).hasSizeLessThanOrEqualTo(Math.max(LIMIT, 1));
    assertThat(envelope.stream().mapToDouble(Point::x).toArray()).isSorted();
    double[] y = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertThat(envelope).extracting(Point::y).contains(y[0], y[y.length - 1]);
  }

  @Property
  void a_smooth_curve_stays_within_the_values(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = 1, max = 10) Double> values) {
    double[] y = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double rounding = Tolerance.DOUBLE.relative() * y[y.length - 1];
    assertThat(Curves.smooth(curve(values)))
        .allMatch(p -> p.y() >= y[0] - rounding && p.y() <= y[y.length - 1] + rounding);
  }

  private static double[] y(List<Point> points) {
    return points.stream().mapToDouble(Point::y).toArray();
  }

  private static List<Point> curve(List<Double> values) {
    return IntStream.range(0, values.size()).mapToObj(i -> new Point(i, values.get(i))).toList();
  }
}
