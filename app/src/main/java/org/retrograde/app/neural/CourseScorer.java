// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.LatencySelection;
import org.retrograde.neural.score.MappingChoice;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.neural.score.ScoreListener;
import org.retrograde.neural.score.StimulusActivations;
import org.retrograde.neural.score.TemporalActivations;
import org.retrograde.neural.score.TemporalMode;
import org.retrograde.neural.score.TemporalRequest;
import org.retrograde.neural.score.TemporalResponses;
import org.retrograde.neural.score.TemporalScore;
import org.retrograde.neural.score.TemporalScorer;

/**
 * Scores a layer over time. The latency is chosen on the stimuli on which the layer was chosen, and
 * everything is reported on the others.
 *
 * @param settings how
 * @param random where bootstraps are drawn from
 */
record CourseScorer(ScoreSettings settings, RandomStream random) {

  TimeCourse score(
      LayerSource layer, TemporalResponses responses, Fold halves, StimulusSplits splits) {
    ScoreSettings.Predicting measure = (ScoreSettings.Predicting) settings.measure();
    MappingChoice choice = new MappingChoice(measure.mapping(), measure.parameters());
    TemporalMode mode = settings.courses().orElseThrow();
    Optional<ModelSteps> steps = layer.steps();
    int latency = 0;
    if (steps.isPresent()) {
      List<Fold> folds = splits.folds(halves.train());
      latency =
          new LatencySelection(folds, choice, mode, settings.largestLatency())
              .choose(steps.get(), responses)
              .latency();
    }
    int lag = latency;
    ModelSteps.Aligned aligned =
        steps
            .map(all -> all.align(responses, lag))
            .orElseGet(
                () -> still(layer.still(settings.readout(), settings.readoutWindow()), responses));
    TemporalScore score =
        new TemporalScorer()
            .score(
                new TemporalRequest(
                    aligned.activations(),
                    aligned.responses(),
                    splits.folds(halves.test()),
                    choice,
                    mode,
                    settings.ceilingThreshold()),
                ScoreListener.silent());
    return course(layer.name(), latency, aligned.lost(), score, aligned.responses());
  }

  /** A layer that does not change gives the same in every bin. */
  private static ModelSteps.Aligned still(StimulusActivations x, TemporalResponses responses) {
    List<Activations> bins = Collections.nCopies(responses.bins().size(), x.values());
    return new ModelSteps.Aligned(new TemporalActivations(x.stimuli(), bins), responses, List.of());
  }

  private TimeCourse course(
      String layer,
      int latency,
      List<TimeBin> lost,
      TemporalScore score,
      TemporalResponses responses) {
    List<LayerScore> scores = new ArrayList<>();
    for (int bin = 0; bin < score.bins().size(); bin++) {
      LayerScorer scorer = new LayerScorer(settings, responses.bin(bin), Optional.empty(), random);
      scores.add(scorer.of(layer, score.scores().get(bin)));
    }
    return new TimeCourse(
        layer, score.mode(), latency, score.bins(), scores, lost, score.dropped());
  }
}
