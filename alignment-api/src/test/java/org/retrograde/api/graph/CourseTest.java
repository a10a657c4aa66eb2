// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.graph.Course.Shape;

final class CourseTest {

  /** A handful of operations in double precision. */
  private static final Offset<Double> DOUBLE = within(1e-14);

  private static final double EPOCHS = 8;

  @ParameterizedTest
  @ValueSource(doubles = {0, 3.7, 8})
  void a_constant_is_the_same_throughout(double epoch) {
    assertThat(Course.constant(0.3).at(epoch, EPOCHS)).isEqualTo(0.3);
    assertThat(Course.constant(0.3).isConstant()).isTrue();
  }

  @ParameterizedTest(name = "after {0} epochs {1}")
  @CsvSource({"2, 0.5", "3, 0.75", "5, 1.25", "6, 1.5"})
  void a_line_rises_by_its_rate_an_epoch_from_its_start(double epoch, double expected) {
    Course line = new Course(0.5, Shape.LINEAR, 0.25, 0.25, 0.75, 0);
    assertThat(line.at(epoch, EPOCHS)).isEqualTo(expected, DOUBLE);
  }

  @ParameterizedTest(name = "after {0} epochs")
  @ValueSource(doubles = {2, 2.5, 5, 6})
  void an_exponential_grows_by_its_rate_from_its_start(double epoch) {
    Course curve = new Course(0.5, Shape.EXPONENTIAL, -0.7, 0.25, 0.75, 0);
    assertThat(curve.at(epoch, EPOCHS)).isEqualTo(0.5 * Math.exp(-0.7 * (epoch - 2)), DOUBLE);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void before_its_start_and_after_its_stop_it_is_0(Shape shape) {
    Course course = new Course(0.5, shape, 0.25, 0.25, 0.75, 1.5);
    assertThat(course.at(1.999, EPOCHS)).isZero();
    assertThat(course.at(2, EPOCHS)).isEqualTo(0.5);
    assertThat(course.at(6, EPOCHS)).isPositive();
    assertThat(course.at(6.001, EPOCHS)).isZero();
    assertThat(course.isConstant()).isFalse();
  }

  /** With a period of 3 epochs the time since the start goes 0, 1, 1.5, 1, 0, 1, ... */
  @ParameterizedTest(name = "after {0} epochs as after {1}")
  @CsvSource({"0, 0", "1, 1", "1.5, 1.5", "2, 1", "2.75, 0.25", "3, 0", "4, 1", "7.5, 1.5"})
  void a_cycle_goes_on_for_a_half_and_back_for_a_half(double epoch, double elapsed) {
    Course line = new Course(0.5, Shape.LINEAR, 2, 0, 1, 3);
    assertThat(line.at(epoch, EPOCHS)).isEqualTo(0.5 + 2 * elapsed, DOUBLE);
    Course curve = new Course(0.5, Shape.EXPONENTIAL, -2, 0, 1, 3);
    assertThat(curve.at(epoch, EPOCHS)).isEqualTo(0.5 * Math.exp(-2 * elapsed), DOUBLE);
  }

  @Test
  void a_cycle_is_counted_from_the_start() {
    Course line = new Course(0, Shape.LINEAR, 1, 0.25, 1, 2);
    assertThat(line.at(3, EPOCHS)).isEqualTo(1, DOUBLE);
    assertThat(line.at(4, EPOCHS)).isEqualTo(0, DOUBLE);
  }

  @Test
  void a_line_that_falls_stays_at_0() {
    Course line = new Course(1, Shape.LINEAR, -0.5, 0, 1, 0);
    assertThat(line.at(1.5, EPOCHS)).isEqualTo(0.25, DOUBLE);
    assertThat(line.at(2, EPOCHS)).isZero();
    assertThat(line.at(7, EPOCHS)).isZero();
  }

  @Test
  void only_what_never_changes_is_constant() {
    assertThat(new Course(1, Shape.LINEAR, 0, 0, 1, 0).isConstant()).isTrue();
    assertThat(new Course(1, Shape.CONSTANT, 3, 0, 1, 2).isConstant()).isTrue();
    assertThat(new Course(1, Shape.CONSTANT, 0, 0.1, 1, 0).isConstant()).isFalse();
    assertThat(new Course(1, Shape.CONSTANT, 0, 0, 0.9, 0).isConstant()).isFalse();
    assertThat(new Course(1, Shape.EXPONENTIAL, -1, 0, 1, 0).isConstant()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 1, 0",
    "NaN, 0, 0, 1, 0",
    "1, Infinity, 0, 1, 0",
    "1, 0, -0.1, 1, 0",
    "1, 0, 0.5, 0.5, 0",
    "1, 0, 0.6, 0.5, 0",
    "1, 0, 0, 1.1, 0",
    "1, 0, NaN, 1, 0",
    "1, 0, 0, 1, -1",
    "1, 0, 0, 1, Infinity"
  })
  void values_out_of_range_are_refused(
      double value, double rate, double start, double stop, double cycle) {
    assertThatThrownBy(() -> new Course(value, Shape.LINEAR, rate, start, stop, cycle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 <= start < stop <= 1");
  }

  @Test
  void shapes_have_names() {
    assertThat(Shape.ids()).containsExactly("constant", "linear", "exponential");
    for (Shape shape : Shape.values()) {
      assertThat(Shape.of(shape.id())).isEqualTo(shape);
    }
  }
}
