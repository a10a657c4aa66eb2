// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.stats.Means;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class SolutionTimesTest {

  @Test
  void the_first_bin_is_at_once_a_dip_is_passed_over_and_never_is_nan() {
    SolutionTimes times = new SolutionTimes(1, 1, 1, Double.NaN);
    times.add(70, 1, 0.5, 0, 3);
    times.add(80, 0, 0.2, 0.5, 3);
    assertThat(times.isComplete()).isFalse();
    times.add(90, 0, 1.5, 0.9, 3);
    double[] solved = times.times();
    Tolerance.EXACT.requireAgree("at once", solved[0], 70);
    // From 0.5 at 70, the highest so far, not from 0.2 at 80.
    Tolerance.DOUBLE.requireAgree("after a dip", solved[1], 80);
    assertThat(solved[2]).isNaN();
    assertThat(solved[3]).isNaN();
    times.add(100, 0, 0, 1.4, 3);
    Tolerance.DOUBLE.requireAgree("late", times.times()[2], 92);
    assertThat(times.isComplete()).isTrue();
  }

  private static final int IMAGES = 120;
  private static final int OBJECTS = 4;

  /** Half of the images are told apart from the second bin on, the others from the third. */
  private static List<Activations> bins() {
    return IntStream.range(0, 4)
        .mapToObj(bin -> (Activations) new PlainActivations(features(bin)))
        .toList();
  }

  private static Matrix features(int bin) {
    Matrix x = PlainActivations.noise("bin " + bin, IMAGES, 10);
    for (int i = 0; i < IMAGES; i++) {
      if (bin >= 1 + i / OBJECTS % 2) {
        x.set(i, i % OBJECTS, x.at(i, i % OBJECTS) + 12);
      }
    }
    return x;
  }

  private static int[] labels() {
    return IntStream.range(0, IMAGES).map(i -> i % OBJECTS).toArray();
  }

  private static SolutionTimeRequest request(
      List<Activations> bins, SoftmaxReadout readout, double threshold) {
    double[] neural =
        IntStream.range(0, IMAGES).mapToDouble(i -> 80 + 10 * (i / OBJECTS % 2)).toArray();
    neural[0] = Double.NaN;
    double[] thresholds = new double[IMAGES];
    Arrays.fill(thresholds, threshold);
    List<Fold> folds = new ShuffleSplit(2, SplitSizes.ofTest(IMAGES, 0.25), 1).folds();
    double[] starts = IntStream.range(0, bins.size()).mapToDouble(b -> 70 + 10 * b).toArray();
    return new SolutionTimeRequest(
        bins, starts, labels(), OBJECTS, neural, thresholds, folds, readout);
  }

  @Test
  void a_network_that_solves_images_in_the_neurons_order_correlates() {
    SolutionTimeScore score =
        new SolutionTimeScorer().score(request(bins(), new ConvexReadout(), 1));
    assertThat(score.raw()).isBetween(0.7, 1.0);
    assertThat(score.shareSolved()).isBetween(0.8, 1.0);
    assertThat(score.readout()).isEqualTo("convex-optimum");
    assertThat(score.warnings()).isEmpty();
    assertThat(score.error()).isBetween(0.0, 0.2);
    double[] early = times(score, 0);
    double[] late = times(score, 1);
    assertThat(Means.of(late) - Means.of(early)).as("a bin of 10 ms").isBetween(5.0, 15.0);
    assertThat(early.length + late.length).as("two tests of 30 images").isBetween(31, 60);
    Tolerance.DOUBLE.requireAgree("normalised", score.score(), score.raw() / 0.79);
  }

  /** The times known of every second group of images. */
  private static double[] times(SolutionTimeScore score, int part) {
    return IntStream.range(0, IMAGES)
        .filter(i -> i / OBJECTS % 2 == part)
        .mapToDouble(i -> score.times()[i])
        .filter(time -> !Double.isNaN(time))
        .toArray();
  }

  @Test
  void a_static_network_has_no_times() {
    Activations still = new PlainActivations(features(2));
    SolutionTimeScore score =
        new SolutionTimeScorer().score(request(List.of(still, still), new ConvexReadout(), 1));
    assertThat(score.raw()).isNaN();
    assertThat(score.warnings()).singleElement().asString().contains("same in every time bin");
    assertThat(score.times()).containsOnly(Double.NaN).hasSize(IMAGES);
    assertThat(SolutionTimeScorer.isStatic(List.of(still, still))).isTrue();
    assertThat(SolutionTimeScorer.isStatic(bins())).isFalse();
  }

  @Test
  void too_few_common_images_have_no_correlation() {
    SolutionTimeScore score =
        new SolutionTimeScorer().score(request(bins(), new ConvexReadout(), 6));
    assertThat(score.raw()).isNaN();
    assertThat(score.warnings()).hasSize(2).allMatch(text -> text.contains("0 images only"));
    Tolerance.EXACT.requireAgree("solved", score.shareSolved(), 0);
  }

  @Test
  void lengths_must_agree() {
    SolutionTimeRequest good = request(bins(), new ConvexReadout(), 1);
    assertThatThrownBy(
            () ->
                new SolutionTimeRequest(
                    good.bins(),
                    new double[] {70},
                    good.labels(),
                    OBJECTS,
                    good.neural(),
                    good.thresholds(),
                    good.folds(),
                    good.readout()))
        .hasMessageContaining("1 starts");
  }

  @Test
  void the_convex_optimum_has_no_gradient_left() {
    Matrix x = PlainActivations.noise("optimum", 30, 5);
    int[] labels = IntStream.range(0, 30).map(i -> i % 3).toArray();
    int[] rows = IntStream.range(0, 30).toArray();
    Matrix p = new ConvexReadout().probabilities(x, labels, 3, x);
    // Where the loss is least, the decay times a bias is the mean error of its object.
    double[] bias = new double[3];
    for (int i : rows) {
      for (int c = 0; c < 3; c++) {
        bias[c] -= (p.at(i, c) - (labels[i] == c ? 1 : 0)) / 30 / SoftmaxWeights.DECAY;
      }
    }
    SoftmaxWeights weights = SoftmaxWeights.zeros(5, 3);
    Descent.minimise(
        weights.values(),
        (at, gradient) -> {
          Arrays.setAll(gradient, i -> SoftmaxWeights.DECAY * at[i]);
          double squares = Arrays.stream(at).map(v -> v * v).sum();
          return weights.crossEntropy(x, labels, rows, gradient)
              + SoftmaxWeights.DECAY / 2 * squares;
        });
    Tolerance.WRITTEN.requireAgree("biases", Arrays.copyOfRange(weights.values(), 15, 18), bias);
    double sum = Arrays.stream(p.row(4)).sum();
    Tolerance.DOUBLE.requireAgree("probabilities", sum, 1);
  }

  @Test
  void the_early_stopped_read_out_stays_near_where_it_starts() {
    int[] labels = labels();
    Matrix x = features(3);
    Matrix first = new EarlyStoppedReadout(1).probabilities(x, labels, OBJECTS, x);
    Matrix again = new EarlyStoppedReadout(1).probabilities(x, labels, OBJECTS, x);
    Matrix other = new EarlyStoppedReadout(2).probabilities(x, labels, OBJECTS, x);
    Tolerance.EXACT.requireAgree("the same seed", first.values(), again.values());
    assertThat(first.values()).isNotEqualTo(other.values());
    Matrix optimum = new ConvexReadout().probabilities(x, labels, OBJECTS, x);
    assertThat(first.values()).isNotEqualTo(optimum.values());
    assertThat(new EarlyStoppedReadout(1).id()).isEqualTo("early-stopped-adam");
  }

  @Test
  void training_ends_as_soon_as_the_last_batch_is_sure() {
    Matrix x = Matrix.zeros(8, 2);
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    for (int i = 0; i < 8; i++) {
      x.set(i, labels[i], 1e6);
    }
    Matrix p = new EarlyStoppedReadout(3).probabilities(x, labels, 2, x);
    assertThat(p.at(0, 0)).isBetween(0.999, 1.0);
  }
}
