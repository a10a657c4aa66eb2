// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "1, 1.00",
    "0.0123456, 0.0123",
    "0.99949, 0.999",
    "0.99951, 1.00",
    "9.996, 10.0",
    "123.456, 123",
    "999.6, '1,000'",
    "12345.6, '12,346'",
    "0.00001234, 1.23e-05",
    "12345678, 1.23e+07",
    "-0.5, -0.500",
    "0.00012, 0.000120"
  })
  void three_digits_are_shown(double value, String shown) {
    assertThat(Numbers.significant(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"-0.0004, 0.000", "-0.0, 0.000", "-0.0006, -0.001", "-1000, '-1,000.000'"})
  void what_rounds_to_nothing_has_no_sign(double value, String shown) {
    assertThat(Numbers.fixed(value, 3)).isEqualTo(shown);
  }

  @Test
  void what_is_missing_is_a_dash_in_every_unit() {
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.degrees(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.count(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.significant(Double.NaN)).isEqualTo("–");
  }

  @Test
  void a_diverged_loss_is_infinite() {
    assertThat(Numbers.significant(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Numbers.significant(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.5, 1.5", "1.234, 1.23", "-0.004, 0", "1234.567, 1234.57"})
  void coordinates_are_short(double value, String shown) {
    assertThat(Numbers.coordinate(value)).isEqualTo(shown);
  }
}
