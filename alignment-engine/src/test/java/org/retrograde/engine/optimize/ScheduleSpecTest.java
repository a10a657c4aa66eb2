// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.optimize.ScheduleSpec.Kind;

final class ScheduleSpecTest {

  @Test
  void a_warm_up_rises_from_zero() {
    ScheduleSpec schedule = new ScheduleSpec(Kind.CONSTANT, 5, List.of(), 1);
    assertThat(schedule.multiplier(0, 90)).isZero();
    assertThat(schedule.multiplier(2.5, 90)).isEqualTo(0.5);
    assertThat(schedule.multiplier(5, 90)).isEqualTo(1);
  }

  @Test
  void a_step_schedule_drops_at_its_epochs() {
    ScheduleSpec schedule = new ScheduleSpec(Kind.STEP, 0, List.of(30.0, 60.0), 0.1);
    assertThat(schedule.multiplier(29.99, 90)).isEqualTo(1);
    assertThat(schedule.multiplier(30, 90)).isCloseTo(0.1, Tolerances.DOUBLE);
    assertThat(schedule.multiplier(89, 90)).isCloseTo(0.01, Tolerances.DOUBLE);
  }

  @Test
  void a_cosine_ends_at_zero_and_is_half_way_in_the_middle() {
    ScheduleSpec schedule = new ScheduleSpec(Kind.COSINE, 10, List.of(), 1);
    assertThat(schedule.multiplier(10, 50)).isEqualTo(1);
    assertThat(schedule.multiplier(30, 50)).isCloseTo(0.5, Tolerances.DOUBLE);
    assertThat(schedule.multiplier(50, 50)).isCloseTo(0, Tolerances.DOUBLE);
  }

  @Test
  void a_line_ends_at_zero_and_an_exponential_multiplies_by_its_factor_each_epoch() {
    ScheduleSpec line = new ScheduleSpec(Kind.LINEAR, 10, List.of(), 1);
    assertThat(line.multiplier(5, 50)).isEqualTo(0.5);
    assertThat(line.multiplier(20, 50)).isCloseTo(0.75, Tolerances.DOUBLE);
    assertThat(line.multiplier(50, 50)).isCloseTo(0, Tolerances.DOUBLE);
    ScheduleSpec decay = new ScheduleSpec(Kind.EXPONENTIAL, 2, List.of(), 0.5);
    assertThat(decay.multiplier(1, 50)).isEqualTo(0.5);
    assertThat(decay.multiplier(2, 50)).isEqualTo(1);
    assertThat(decay.multiplier(5, 50)).isCloseTo(0.125, Tolerances.DOUBLE);
  }

  @Test
  void epochs_out_of_order_are_refused() {
    assertThatThrownBy(() -> new ScheduleSpec(Kind.STEP, 0, List.of(60.0, 30.0), 0.1))
        .hasMessageContaining("ascending");
  }
}
