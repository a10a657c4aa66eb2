// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.assembly.AssemblyAverage;
import org.retrograde.neural.linear.DenseActivations;

/**
 * Finds out whether a scoring can be done, before there is anything to score: without responses and
 * without features.
 *
 * @param settings how layers are to be scored
 * @param recording the neurons, of which only the description is read
 * @param scope which layers and regions
 */
record ScoringCheck(ScoreSettings settings, Recording recording, ScoreScope scope) {

  /**
   * Of wider layers so many units are tried: as many as there are stimuli to fit on decide as all
   * would.
   */
  private static final int TRIED_UNITS = 512;

  /**
   * A layer that is to be scored.
   *
   * @param name its name
   * @param units how many values it has for a stimulus
   */
  record Layer(String name, int units) {}

  /**
   * Checks every region.
   *
   * @param images the names of the images that features will be of
   * @param layers the layers
   * @param where what names the images, for messages
   */
  void check(List<String> images, List<Layer> layers, String where) {
    for (Optional<String> region : scope.regions(recording)) {
      AssemblyAverage average = recording.average(region, settings.window().stream().toList());
      NeuralScoring.requireOneBin(average.bins());
      List<String> stimuli = average.stimuli();
      NeuralScoring.requireKnown(stimuli, scope.stimuli(images, stimuli, where));
      Fold smallest = smallest(stimuli);
      layers.forEach(layer -> fit(layer, smallest, stimuli.size()));
    }
  }

  /** Of all divisions of both halves the one with the fewest stimuli to fit on. */
  private Fold smallest(List<String> stimuli) {
    StimulusSplits splits = StimulusSplits.of(settings.splits(), recording, stimuli);
    splits.folds(IntStream.range(0, stimuli.size()).toArray());
    Fold halves = splits.halves(stimuli.size());
    return Stream.of(halves.train(), halves.test())
        .flatMap(half -> splits.folds(half).stream())
        .min(Comparator.comparingInt(fold -> fold.train().length))
        .orElseThrow();
  }

  /** A mapping that cannot be fitted to so few stimuli or units says so with any numbers. */
  private void fit(Layer layer, Fold fold, int stimuli) {
    int units = Math.min(layer.units(), TRIED_UNITS);
    boolean alike = units == layer.units() || fold.train().length <= units;
    if (!alike || !(settings.measure() instanceof ScoreSettings.Predicting measure)) {
      return;
    }
    RandomStream random = RandomStream.of(NetworkScoring.SEED, "neural/trial", 0);
    DenseActivations x = new DenseActivations(draw(stimuli, units, random));
    try {
      measure
          .mapping()
          .prepare(x, fold.train(), measure.parameters())
          .fit(draw(fold.train().length, 1, random));
    } catch (RetrogradeException e) {
      Problem problem = e.problem();
      throw RetrogradeException.usage(
          new Problem(
              scope.names().where("metric") + ", layer '" + layer.name() + "': " + problem.where(),
              problem.found(),
              problem.expected(),
              problem.advice() + ", or leave the layer out"));
    }
  }

  private static Matrix draw(int rows, int columns, RandomStream random) {
    Matrix drawn = Matrix.zeros(rows, columns);
    Arrays.setAll(drawn.values(), i -> random.nextGaussian());
    return drawn;
  }
}
