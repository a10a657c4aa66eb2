// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.SetB;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

/** Ceiling and noise-corrected consistency of a set of data with known references. */
final class SetBConsistencyTest {

  @Test
  void internal_consistency() {
    SplitValues ceiling = InternalConsistency.BRAIN_SCORE.of(SetB.trials());
    Tolerance.WRITTEN.requireAgree("ceiling", ceiling.mean(), 0.9101271778);
    Tolerance.WRITTEN.requireAgree("error", ceiling.error(), 0.0035229952);
  }

  @Test
  void the_data_are_those_of_the_reference() {
    assertThat(SetB.x().row(0)).containsExactly(-48, -44, -32, -12, 16, -45, -1, -46);
    assertThat(SetB.trials().trials().get(0).row(0)).containsExactly(-125, -497, -234);
    assertThat(SetB.trials().trials().get(5).row(59)).containsExactly(-163, 404, -225);
  }

  @Test
  void noise_corrected_consistency() {
    List<Fold> folds = NoiseCorrectedConsistency.folds(60, 1);
    check(folds, 1234, new double[] {.56512563, .77682887, .53160903});
    check(folds, 1235, new double[] {.57559973, .78165119, .52987920});
    check(folds, 1236, new double[] {.54623331, .75304081, .51962359});
  }

  private static void check(List<Fold> folds, int seed, double[] expected) {
    PlainRidge ridge = new PlainRidge();
    PlainActivations x = new PlainActivations(SetB.x());
    ConsistencyResult result =
        new NoiseCorrectedConsistency(ridge, ridge.parameters().defaults(), folds, List.of(seed))
            .of(repetitions -> x, SetB.trials());
    Tolerance.WRITTEN.requireAgree(
        "raw", result.raw().values().row(0), new double[] {.52346628, .72861558, .48714853});
    Tolerance.WRITTEN.requireAgree("corrected", result.corrected().values().row(0), expected);
  }
}
