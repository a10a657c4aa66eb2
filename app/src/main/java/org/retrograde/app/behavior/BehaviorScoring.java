// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.app.neural.FeatureActivations;
import org.retrograde.app.neural.LayerSource;
import org.retrograde.app.neural.Readout;
import org.retrograde.neural.behaviour.BehaviouralConsistency;
import org.retrograde.neural.behaviour.BehaviouralMeasure;
import org.retrograde.neural.behaviour.FalseAlarms;
import org.retrograde.neural.behaviour.SolutionTimeRequest;
import org.retrograde.neural.behaviour.SolutionTimeScorer;
import org.retrograde.neural.behaviour.Standardised;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.neural.score.StimulusActivations;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;

/**
 * Compares what is read out of layers with what subjects choose and when neurons solve images.
 *
 * @param settings how
 */
public record BehaviorScoring(BehaviorSettings settings) {

  private static final String ONE_VALUE = "one value an image";

  /**
   * Compares choices. The read-out is fitted on the training stimuli alone.
   *
   * @param layer the layer
   * @param data the subjects' choices
   * @return the likeness
   * @throws org.retrograde.api.error.RetrogradeException if the layer lacks a stimulus, or has two
   *     rows for one, or activations are not finite
   */
  public LayerChoices choices(LayerSource layer, ChoiceData data) {
    StimulusActivations still = layer.still(settings.readout(), Readout.usualWindow());
    List<String> all = Stream.concat(data.train().stream(), data.test().stream()).toList();
    Matrix rows = StimulusRows.of(layer.name(), still.stimuli(), all).of(still.values());
    int train = data.train().size();
    Fold parts =
        new Fold(IntStream.range(0, train).toArray(), IntStream.range(train, all.size()).toArray());
    Standardised x = Standardised.of(rows, parts);
    Matrix probabilities =
        settings
            .forChoices()
            .probabilities(x.train(), data.trainObjects(), data.objects().size(), x.test());
    int[] truth = data.trials().truth();
    FalseAlarms model = FalseAlarms.ofProbabilities(probabilities, truth);
    return new LayerChoices(
        layer.name(),
        layer.units(),
        correct(probabilities, truth),
        BehaviouralConsistency.brainScore(BehaviouralMeasure.I1).of(model, data.trials()),
        BehaviouralConsistency.brainScore(BehaviouralMeasure.I2N).of(model, data.trials()));
  }

  private static double correct(Matrix probabilities, int... truth) {
    long right =
        IntStream.range(0, truth.length)
            .filter(i -> likeliest(probabilities.row(i)) == truth[i])
            .count();
    return (double) right / truth.length;
  }

  private static int likeliest(double... probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /**
   * Finds out before anything is computed that a layer has no solution times.
   *
   * @param layer the layer
   * @throws org.retrograde.api.error.RetrogradeException if it is not unrolled in time
   */
  public static void requireUnrolled(FeatureActivations layer) {
    if (!layer.layer().unrolled()) {
      throw still(layer, ONE_VALUE);
    }
  }

  /**
   * Compares solution times.
   *
   * @param layer a layer unrolled in time
   * @param data the neurons' times
   * @return the likeness
   * @throws org.retrograde.api.error.RetrogradeException as for choices, and if the layer does not
   *     change over time
   */
  public LayerTimes times(LayerSource layer, SolutionData data) {
    ModelSteps steps = layer.steps().orElseThrow(() -> still(layer, ONE_VALUE));
    StimulusRows rows = StimulusRows.of(layer.name(), steps.stimuli(), data.stimuli());
    List<Activations> bins =
        steps
            .steps()
            .subList(Math.min(steps.first(), steps.steps().size()), steps.steps().size())
            .stream()
            .map(step -> (Activations) new DenseActivations(rows.of(step)))
            .toList();
    if (bins.isEmpty() || SolutionTimeScorer.isStatic(bins)) {
      throw still(layer, bins.size() + " driven steps that are all the same");
    }
    double[] starts =
        IntStream.range(0, bins.size())
            .mapToDouble(bin -> (steps.first() + bin) * steps.duration())
            .toArray();
    SplitSizes sizes = SplitSizes.ofTest(data.stimuli().size(), BehaviorSettings.TEST_SHARE);
    SolutionTimeRequest request =
        new SolutionTimeRequest(
            bins,
            starts,
            data.labels(),
            data.objects().size(),
            data.times(),
            data.thresholds(),
            new ShuffleSplit(settings.splits(), sizes, settings.splitSeed()).folds(),
            settings.forTimes());
    return new LayerTimes(
        layer.name(),
        layer.units(),
        starts[0],
        starts[starts.length - 1],
        new SolutionTimeScorer().score(request));
  }

  private static RuntimeException still(LayerSource layer, String found) {
    return Refusals.of(
        "layer '" + layer.name() + "'",
        found + ", so that no image has a solution time",
        "a layer that is unrolled in time and changes: a static model has no solution times",
        "name a recurrent layer, or leave --solution-times out");
  }
}
