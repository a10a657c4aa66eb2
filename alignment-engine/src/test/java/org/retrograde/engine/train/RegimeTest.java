// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RegimeTest {

  private static final int EPOCH = 5;

  private static List<Integer> task(Regime regime, int steps) {
    return IntStream.range(0, steps).filter(t -> regime.movesTask(t, EPOCH)).boxed().toList();
  }

  private static List<Integer> alignment(Regime regime, int steps) {
    return IntStream.range(0, steps).filter(t -> regime.movesAlignment(t, EPOCH)).boxed().toList();
  }

  @Test
  void every_step_moves_both_unless_told_otherwise() {
    Regime regime = Regime.simultaneous();
    assertThat(task(regime, 4)).containsExactly(0, 1, 2, 3);
    assertThat(alignment(regime, 4)).containsExactly(0, 1, 2, 3);
    assertThat(regime.separates()).isFalse();
  }

  @Test
  void alternation_gives_every_step_that_its_period_divides_to_alignment() {
    assertThat(task(new Regime(0, 1), 6)).containsExactly(1, 3, 5);
    assertThat(alignment(new Regime(0, 1), 6)).containsExactly(0, 2, 4);
    assertThat(task(new Regime(0, 3), 9)).containsExactly(1, 2, 3, 5, 6, 7);
    assertThat(alignment(new Regime(0, 3), 9)).containsExactly(0, 4, 8);
  }

  @Test
  void a_delay_gives_its_epochs_to_alignment() {
    assertThat(task(new Regime(1, 0), 8)).containsExactly(5, 6, 7);
    assertThat(alignment(new Regime(1, 0), 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void alternation_begins_when_the_delay_ends() {
    assertThat(task(new Regime(1, 2), 13)).containsExactly(5, 7, 8, 10, 11);
    assertThat(alignment(new Regime(1, 2), 13)).containsExactly(0, 1, 2, 3, 4, 6, 9, 12);
  }

  @Test
  void steps_are_counted_as_they_are_made() {
    for (Regime regime : List.of(new Regime(0, 1), new Regime(2, 3), new Regime(1, 0))) {
      for (int steps = 0; steps < 40; steps++) {
        assertThat(regime.taskSteps(steps, EPOCH)).isEqualTo(task(regime, steps).size());
        assertThat(regime.alignmentSteps(steps, EPOCH)).isEqualTo(alignment(regime, steps).size());
      }
    }
  }

  @Test
  void negative_settings_are_refused() {
    assertThatThrownBy(() -> new Regime(-1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Regime(0, -2)).hasMessageContaining("-2");
  }
}
