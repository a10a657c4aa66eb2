// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "-0.0004, 0.000",
    "-0.0, 0.000",
    "-0.0006, -0.001",
    "0.0004, 0.000",
    "-1000, -1000.000",
    "NaN, -",
    "-Infinity, -"
  })
  void what_rounds_to_nothing_has_no_sign(double value, String shown) {
    assertThat(Numbers.fixed(value, 3)).isEqualTo(shown);
  }
}
