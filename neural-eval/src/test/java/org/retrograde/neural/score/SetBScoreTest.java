// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.SetB;
import org.retrograde.neural.ceiling.InternalConsistency;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.mapping.LeastSquares;
import org.retrograde.neural.mapping.PartialLeastSquares;
import org.retrograde.neural.mapping.Ridge;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;
import org.retrograde.testkit.Tolerance;

/** The pipeline from end to end on a set of data with known references. */
final class SetBScoreTest {

  private static PredictivityScore score(Mapping mapping, Map<String, Object> values) {
    List<Fold> folds =
        new StratifiedShuffleSplit(10, SplitSizes.ofTrain(60, 0.9), 1).folds(SetB.strata());
    return new PredictivityScorer()
        .score(
            new ScoreRequest(
                new StimulusActivations(SetB.ids(), new DenseActivations(SetB.x())),
                new Responses(SetB.ids(), SetB.neuroids(), SetB.y()),
                folds,
                new MappingChoice(
                    mapping, mapping.parameters().bind(values, KeyLocation.under("mapping"))),
                Optional.of(InternalConsistency.BRAIN_SCORE.of(SetB.trials()))),
            ScoreListener.silent());
  }

  @Test
  void partial_least_squares() {
    PredictivityScore score = score(new PartialLeastSquares(), Map.of("components", 4));
    Tolerance.WRITTEN.requireAgree("score", score.raw().mean(), 0.6027387535);
    Tolerance.WRITTEN.requireAgree("error", score.raw().error(), 0.0808709896);
    Tolerance.WRITTEN.requireAgree(
        "medians",
        Arrays.copyOf(score.raw().medians(), 3),
        new double[] {.7181645, .14866405, .68138027});
    Tolerance.WRITTEN.requireAgree(
        "normalised", score.normalized().orElseThrow().score(), 0.3991683952);
    Tolerance.WRITTEN.requireAgree(
        "before 2026", score.normalized().orElseThrow().before2026(), 0.4385852933);
    Tolerance.WRITTEN.requireAgree(
        "ceiling", score.normalized().orElseThrow().ceiling(), 0.9101271778);
  }

  @Test
  void ridge() {
    for (Mapping mapping : List.of(new Ridge(), new PlainRidge())) {
      PredictivityScore score = score(mapping, Map.of());
      Tolerance.WRITTEN.requireAgree("score", score.raw().mean(), 0.6122160745);
      Tolerance.WRITTEN.requireAgree("error", score.raw().error(), 0.0828668215);
      Tolerance.WRITTEN.requireAgree(
          "medians",
          Arrays.copyOf(score.raw().medians(), 3),
          new double[] {.69523002, .10331126, .64460255});
    }
  }

  @Test
  void least_squares() {
    PredictivityScore score = score(new LeastSquares(), Map.of());
    Tolerance.WRITTEN.requireAgree("score", score.raw().mean(), 0.6122157902);
    Tolerance.WRITTEN.requireAgree("error", score.raw().error(), 0.0828669080);
  }
}
