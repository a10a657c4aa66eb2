// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.random.RandomStream;

final class InitializerTest {

  private static final Fans FANS = new Fans(50, 200);
  private static final int MANY = 100_000;

  static Stream<Arguments> variances() {
    return Stream.of(
        Arguments.of(new Initializer.Normal(0.01), 1e-4),
        Arguments.of(new Initializer.GlorotUniform(), 2.0 / 250),
        Arguments.of(new Initializer.TruncatedFanIn(1), 1.0 / 50),
        Arguments.of(new Initializer.TruncatedFanIn(2), 2.0 / 50),
        Arguments.of(new Initializer.NormalFanOut(2), 2.0 / 200),
        Arguments.of(new Initializer.NormalFanSum(1), 1.0 / 250));
  }

  /**
   * The relative standard error of a variance from 100,000 normal numbers is 0.45 %; five of them
   * fit.
   */
  @ParameterizedTest
  @MethodSource("variances")
  void values_have_the_stated_variance_and_no_mean(Initializer initializer, double variance) {
    RandomStream stream = RandomStream.of(1, "test", 0);
    double[] values =
        DoubleStream.generate(() -> initializer.draw(FANS, stream)).limit(MANY).toArray();
    double measured = DoubleStream.of(values).map(v -> v * v).average().orElseThrow();
    assertThat(measured / variance).isBetween(0.977, 1.023);
    assertThat(DoubleStream.of(values).average().orElseThrow() / Math.sqrt(variance))
        .isBetween(-0.016, 0.016);
  }

  @Test
  void bounded_distributions_keep_their_bounds() {
    RandomStream stream = RandomStream.of(1, "test", 0);
    double glorot = Math.sqrt(6.0 / 250);
    double truncated = 2 * Math.sqrt(1.0 / 50) / 0.8796256610342398;
    for (int i = 0; i < MANY; i++) {
      assertThat(Math.abs(new Initializer.GlorotUniform().draw(FANS, stream)))
          .isLessThanOrEqualTo(glorot);
      assertThat(Math.abs(new Initializer.TruncatedFanIn(1).draw(FANS, stream)))
          .isLessThanOrEqualTo(truncated);
    }
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new Initializer.Normal(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new Initializer.TruncatedFanIn(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Initializer.NormalFanSum(0)).hasMessageContaining("0.0");
  }
}
