// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.stats.Means;

/**
 * Chooses by how many steps neurons lag behind a network: one number, on the stimuli for selection
 * only.
 *
 * @param folds of the stimuli for selection: both parts are among them
 * @param mapping how to predict
 * @param mode one mapping for all bins, or one for each
 * @param largest the largest latency to try, in steps; all from 0 are, up to the first that leaves
 *     fewer than half of the bins in common: a choice on few bins is chance
 */
public record LatencySelection(
    List<Fold> folds, MappingChoice mapping, TemporalMode mode, int largest) {

  /** Copies the folds. */
  public LatencySelection {
    folds = List.copyOf(folds);
  }

  /**
   * The choice.
   *
   * @param latency in steps
   * @param scores the mean raw score over bins for each latency that was tried, from 0
   * @param bins the bins that a step answers for every latency: all are compared on these
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Choice(int latency, double[] scores, List<TimeBin> bins) {}

  /**
   * Chooses.
   *
   * @param steps the network
   * @param responses the neurons
   * @return the latency with the highest score, the smallest of several
   * @throws org.retrograde.api.error.RetrogradeException if no bin is answered at latency 0
   */
  public Choice choose(ModelSteps steps, TemporalResponses responses) {
    List<Integer> common = new ArrayList<>(steps.answered(responses.bins(), 0));
    int atOnce = common.size();
    int last = 0;
    while (last < largest) {
      List<Integer> fewer = new ArrayList<>(common);
      fewer.retainAll(steps.answered(responses.bins(), last + 1));
      if (fewer.isEmpty() || 2 * fewer.size() < atOnce) {
        break;
      }
      common = fewer;
      last++;
    }
    double[] scores = new double[last + 1];
    int best = 0;
    for (int latency = 0; latency <= last; latency++) {
      ModelSteps.Aligned aligned = steps.align(responses, latency, common);
      TemporalRequest request =
          new TemporalRequest(aligned.activations(), aligned.responses(), folds, mapping, mode, 0);
      TemporalScore score = new TemporalScorer().score(request, ScoreListener.silent());
      scores[latency] = Means.ignoringNaN(score.raw());
      best = Double.isNaN(scores[best]) || scores[latency] > scores[best] ? latency : best;
    }
    return new Choice(best, scores, responses.only(common).bins());
  }
}
