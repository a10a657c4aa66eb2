// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.SetB;
import org.retrograde.neural.ceiling.InternalConsistency;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

/** The pipeline from end to end on a set of data with known references. */
final class SetBScoreTest {

  private static List<Fold> folds() {
    return new StratifiedShuffleSplit(10, SplitSizes.ofTrain(60, 0.9), 1).folds(SetB.strata());
  }

  @Test
  void ridge() {
    PredictivityScore score =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    new StimulusActivations(SetB.ids(), new PlainActivations(SetB.x())),
                    new Responses(SetB.ids(), SetB.neuroids(), SetB.y()),
                    folds(),
                    MappingChoice.byDefault(new PlainRidge()),
                    Optional.of(InternalConsistency.BRAIN_SCORE.of(SetB.trials()))),
                ScoreListener.silent());
    Tolerance.WRITTEN.requireAgree("score", score.raw().mean(), 0.6122160745);
    Tolerance.WRITTEN.requireAgree("error", score.raw().error(), 0.0828668215);
    Tolerance.WRITTEN.requireAgree(
        "medians",
        Arrays.copyOf(score.raw().medians(), 3),
        new double[] {.69523002, .10331126, .64460255});
    Tolerance.WRITTEN.requireAgree(
        "ceiling", score.normalized().orElseThrow().ceiling(), 0.9101271778);
  }
}
