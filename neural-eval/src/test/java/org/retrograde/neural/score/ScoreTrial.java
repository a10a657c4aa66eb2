// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.testkit.PlainActivations;

/** Neurons that see units through random weights, and noise. */
final class ScoreTrial {

  static final int STIMULI = 80;
  static final int UNITS = 6;
  static final int NEUROIDS = 12;

  private ScoreTrial() {}

  static Matrix x(String name) {
    return PlainActivations.noise(name, STIMULI, UNITS);
  }

  static Matrix y(Matrix x, double noise) {
    Matrix weights = PlainActivations.noise("weights", x.columns(), NEUROIDS);
    Matrix y = PlainRidge.product(x, weights);
    Matrix added = PlainActivations.noise("responses", y.rows(), y.columns());
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] += noise * added.values()[i];
    }
    return y;
  }

  static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  static List<Fold> folds(int count) {
    return new ShuffleSplit(4, SplitSizes.ofTrain(count, 0.75), 1).folds();
  }

  static StimulusActivations activations(Matrix x) {
    return new StimulusActivations(ids("s", x.rows()), new PlainActivations(x));
  }

  static Responses responses(Matrix y) {
    return new Responses(ids("s", y.rows()), ids("n", y.columns()), y);
  }

  static MappingChoice ridge() {
    return MappingChoice.byDefault(new PlainRidge());
  }

  static PredictivityScore score(StimulusActivations x, Responses y) {
    return new PredictivityScorer()
        .score(
            new ScoreRequest(x, y, folds(y.stimuli().size()), ridge(), Optional.empty()),
            ScoreListener.silent());
  }

  static StimulusActivations shuffled(Matrix x, int[] order) {
    List<String> ids = new ArrayList<>();
    for (int row : order) {
      ids.add("s" + row);
    }
    return new StimulusActivations(ids, new PlainActivations(x.rows(order)));
  }
}
