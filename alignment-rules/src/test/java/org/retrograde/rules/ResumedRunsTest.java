// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.Snapshot;

/**
 * Rules that want something anew in every step or epoch go on from a snapshot as if nothing had
 * happened.
 */
final class ResumedRunsTest {

  private static final SynapticRule SPIKING =
      Lab.rule(new SpikingDiscontinuity(), Map.of("seconds", 20));

  static Stream<Arguments> rules() {
    Map<String, Object> course =
        Map.of("of", "self", "shape", "linear", "rate", -0.3, "start", 0.2, "cycle", 1.5);
    return Stream.of(
        rule(
            "a course",
            Lab.rule(new PublishedRules.SymmetricAlignment(), Map.of("courses", List.of(course)))),
        rule("drawn magnitudes", Lab.rule(new SignRules.BatchwiseRandomMagnitude(), Map.of())),
        rule("mirror and growth control", Lab.rule(new AkroutWeightMirror(), Map.of())),
        rule(
            "noise on the error",
            Lab.rule(new PublishedRules.KolenPollack(), Map.of("errorNoise", 0.5))),
        rule(
            "W moved by alignment",
            Lab.rule(new PublishedRules.SymmetricAlignment(), Map.of("movesForwardWeights", true))),
        rule("spikes", SPIKING));
  }

  private static Arguments rule(String name, SynapticRule rule) {
    return Arguments.of(name, rule);
  }

  /** Within the first epoch, at its end, and within the second. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_run_resumed_from_a_snapshot_equals_one_that_was_not_interrupted(
      String name, SynapticRule rule) {
    List<Snapshot> whole = Runs.whole(rule);
    Snapshot last = whole.get(whole.size() - 1);
    for (int steps : new int[] {2, 3, 4}) {
      Runs.requireSame(Runs.resumed(rule, whole.get(steps - 1)), last);
    }
  }

  /** A stop is asked for before a step: also before the first of an epoch. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void a_run_resumed_after_a_stop_equals_one_that_was_not_interrupted(
      String name, SynapticRule rule) {
    List<Snapshot> whole = Runs.whole(rule);
    Snapshot last = whole.get(whole.size() - 1);
    for (int steps : new int[] {0, 3, 5}) {
      Runs.requireSame(Runs.resumed(rule, Runs.stoppedAfter(rule, steps)), last);
    }
  }

  /** The course begins after half of three epochs of three steps: the sixth step is the first. */
  @Test
  void a_run_tells_its_rules_how_far_it_is() {
    Map<String, Object> late = Map.of("of", "self", "start", 0.5);
    SynapticRule rule =
        Lab.rule(
            new PublishedRules.SymmetricAlignment(), Map.of("decay", 0, "courses", List.of(late)));
    List<Snapshot> whole = Runs.whole(rule);
    double[] first = values(whole.get(0), "hidden.B");
    for (int steps = 2; steps <= whole.size(); steps++) {
      assertThat(Arrays.equals(values(whole.get(steps - 1), "hidden.B"), first))
          .as("B after %d steps is as at first", steps)
          .isEqualTo(steps < 6);
    }
  }

  @Test
  void under_spiking_discontinuity_B_changes_between_epochs_and_rests_within_them() {
    List<Snapshot> whole = Runs.whole(SPIKING);
    for (String name : new String[] {"hidden.B", "logits.B"}) {
      for (int i = 1; i < whole.size(); i++) {
        boolean epochBegins = i % Runs.STEPS_PER_EPOCH == 0;
        double[] before = values(whole.get(i - 1), name);
        assertThat(Arrays.equals(values(whole.get(i), name), before))
            .as("%s after step %d is as before", name, i + 1)
            .isEqualTo(!epochBegins);
      }
    }
  }

  private static double[] values(Snapshot snapshot, String name) {
    return FixtureArrays.doubles(Objects.requireNonNull(snapshot.arrays().get(name)));
  }
}
