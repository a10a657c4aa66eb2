// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.result.Evaluation;

class TrajectoryTest {

  @Test
  void errors_are_percentages_without_the_noise_of_doubles() {
    Trajectory trajectory = of(0.8192, 0.8621, 0.8621, 0.85);

    assertThat(trajectory.errors()).containsExactly(18.08, 13.79, 13.79, 15.0);
    assertThat(trajectory.best()).isEqualTo(13.79);
    assertThat(trajectory.bestEpoch()).isEqualTo(2);
    assertThat(trajectory.last()).isEqualTo(15.0);
  }

  @Test
  void a_rate_is_judged_by_the_mean_of_the_last_epochs() {
    assertThat(of(0.1, 0.5, 0.75, 0.25).meanOfLast(3)).isEqualTo(50);
    assertThat(of(0.5, 0.75).meanOfLast(3)).isEqualTo(37.5);
  }

  @Test
  void a_diverged_run_has_no_errors() {
    Trajectory diverged = Trajectory.ofDiverged();

    assertThat(diverged.best()).isNaN();
    assertThat(diverged.last()).isNaN();
    assertThat(diverged.bestEpoch()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "9.2,    9.2, 1.5, PASS",
    "10.7,   9.2, 1.5, PASS",
    "14.56, 13.06, 1.5, PASS",
    "14.57, 13.06, 1.5, FAIL",
    "3,      9.2, 1.5, PASS",
    "9.21,   9.2, 0,   FAIL",
    "NaN,    9.2, 1.5, FAIL"
  })
  void a_band_reaches_to_larger_errors_only_and_its_end_belongs_to_it(
      double error, double published, double band, Verdict verdict) {
    assertThat(Verdict.of(error, published, band)).isEqualTo(verdict);
  }

  private static Trajectory of(double... top1) {
    List<Evaluation> evaluations =
        DoubleStream.of(top1).mapToObj(share -> new Evaluation(10, 1, share, 1)).toList();
    return Trajectory.of(evaluations);
  }
}
