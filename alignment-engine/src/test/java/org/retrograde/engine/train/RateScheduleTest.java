// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;
import org.retrograde.engine.optimize.ScheduleSpec.Kind;

final class RateScheduleTest {

  private static final int EPOCH = 10;
  private static final Intervals EVERY = new Intervals(1, 1, 1);

  /** W drops at 3 epochs, B warms up for 2 and drops at 4; both rates are 1 at the base. */
  private static RateSchedule rates(Regime regime) {
    return rates(
        regime,
        new ScheduleSpec(Kind.STEP, 0, List.of(3.0), 0.1),
        new ScheduleSpec(Kind.STEP, 2, List.of(4.0), 0.5));
  }

  private static RateSchedule rates(Regime regime, ScheduleSpec task, ScheduleSpec alignment) {
    return new RateSchedule(
        new TrainingPlan(
            12,
            OptimizerSpec.sgd(1, 0, 0).withSchedule(task),
            OptimizerSpec.adam(1).withSchedule(alignment),
            regime,
            EVERY),
        EPOCH);
  }

  private static void assertRate(OptionalDouble rate, double expected) {
    assertThat(rate).isPresent();
    assertThat(rate.getAsDouble()).isCloseTo(expected, Tolerances.DOUBLE);
  }

  @Test
  void each_group_has_a_schedule_of_its_own() {
    RateSchedule rates = rates(Regime.simultaneous());
    assertThat(rates.of(0)).isEqualTo(StepRates.both(1, 0));
    assertRate(rates.of(5).alignment(), 0.25);
    assertThat(rates.of(29)).isEqualTo(StepRates.both(1, 1));
    assertRate(rates.of(30).task(), 0.1);
    assertRate(rates.of(40).alignment(), 0.5);
  }

  @Test
  void the_task_schedule_begins_when_its_delay_ends() {
    RateSchedule rates = rates(new Regime(2, 0));
    assertThat(rates.of(19).task()).isEmpty();
    assertRate(rates.of(5).alignment(), 0.25);
    assertRate(rates.of(49).task(), 1);
    assertRate(rates.of(50).task(), 0.1);
    assertRate(rates.of(40).alignment(), 0.5);
  }

  @Test
  void alternation_stretches_schedules_as_it_does_the_steps() {
    RateSchedule rates = rates(new Regime(0, 1));
    assertThat(rates.of(0)).isEqualTo(new StepRates(OptionalDouble.empty(), OptionalDouble.of(0)));
    assertRate(rates.of(10).alignment(), 0.25);
    assertRate(rates.of(59).task(), 1);
    assertRate(rates.of(61).task(), 0.1);
    assertRate(rates.of(78).alignment(), 1);
    assertRate(rates.of(80).alignment(), 0.5);
  }

  @Test
  void a_curve_that_ends_at_zero_ends_with_the_last_step_of_its_group() {
    ScheduleSpec line = new ScheduleSpec(Kind.LINEAR, 0, List.of(), 1);
    RateSchedule rates = rates(new Regime(2, 1), line, line);
    // W moves in 50 of the 100 steps after the delay, B in 20 + 50.
    assertRate(rates.of(21).task(), 1);
    assertRate(rates.of(119).task(), 1.0 / 50);
    assertRate(rates.of(118).alignment(), 1.0 / 70);
  }
}
