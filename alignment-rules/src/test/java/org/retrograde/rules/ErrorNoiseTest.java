// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.train.TrainingStep;

/** Noise on the carried error, read off where it arrives. */
final class ErrorNoiseTest {

  private static final int IMAGES = 2;
  private static final int UNITS = 2000;
  private static final double MULTIPLE = 0.3;
  private static final SynapticRule CLEAN = SinglePath.feedbackAlignment(Map.of());
  private static final SynapticRule NOISY =
      SinglePath.feedbackAlignment(Map.of("errorNoise", MULTIPLE));

  /**
   * The deviation is the same for an image whose own error is far smaller: the root mean square is
   * the batch's.
   */
  @Test
  void the_noise_has_mean_0_and_deviates_by_a_multiple_of_the_error_s_root_mean_square() {
    double[] error = carried(CLEAN, 5, 0);
    double[] noisy = carried(NOISY, 5, 0);
    double rms = Math.sqrt(Matrices.dot(error, error) / error.length);
    double expected = MULTIPLE * rms;
    for (int image = 0; image < IMAGES; image++) {
      double[] noise = new double[UNITS];
      int start = image * UNITS;
      Arrays.setAll(noise, i -> noisy[start + i] - error[start + i]);
      String what = " of the noise on image " + image;
      double mean = Arrays.stream(noise).average().orElseThrow();
      Bands.meanOf(expected, UNITS).requireAgree("mean" + what, mean, 0);
      double square = expected * expected;
      Bands.meanOf(Math.sqrt(2) * square, UNITS)
          .requireAgree("variance" + what, Matrices.dot(noise, noise) / UNITS, square);
    }
    double[] own = Arrays.copyOfRange(error, UNITS, 2 * UNITS);
    assertThat(Matrices.dot(own, own) / UNITS).as("second image").isLessThan(rms * rms / 100);
  }

  @Test
  void the_noise_is_fresh_in_each_step_and_follows_the_seed() {
    double[] first = carried(NOISY, 5, 0);
    assertThat(carried(NOISY, 5, 0)).isEqualTo(first);
    double[] second = carried(NOISY, 5, 1);
    assertThat(IntStream.range(0, first.length).filter(i -> first[i] == second[i])).isEmpty();
    double[] clean = carried(CLEAN, 5, 0);
    double[] otherClean = carried(CLEAN, 6, 0);
    double[] other = carried(NOISY, 6, 0);
    assertThat(
            IntStream.range(0, first.length)
                .filter(i -> first[i] - clean[i] == other[i] - otherClean[i]))
        .isEmpty();
  }

  @Test
  void the_noise_of_two_images_and_of_two_units_differs() {
    double[] error = carried(CLEAN, 5, 0);
    double[] noisy = carried(NOISY, 5, 0);
    assertThat(IntStream.range(0, error.length).mapToDouble(i -> noisy[i] - error[i]).distinct())
        .hasSize(error.length);
  }

  @Test
  void outputs_and_loss_are_those_without_noise() {
    try (TrainingStep clean = step(CLEAN, 5);
        TrainingStep noisy = step(NOISY, 5)) {
      double loss = clean.runWithoutUpdate(SinglePath.batch(IMAGES));
      assertThat(noisy.runWithoutUpdate(SinglePath.batch(IMAGES))).isEqualTo(loss);
      assertThat(noisy.logits()).isEqualTo(clean.logits());
      assertThat(noisy.gradient("logits.W").values())
          .as("above the noise")
          .isEqualTo(clean.gradient("logits.W").values());
    }
  }

  /** The error that arrives at the hidden units after some steps in which nothing moved. */
  private static double[] carried(SynapticRule rule, long seed, int steps) {
    try (TrainingStep step = step(rule, seed)) {
      for (int i = 0; i < steps; i++) {
        SinglePath.pass(step, IMAGES);
      }
      return SinglePath.carried(step, IMAGES);
    }
  }

  /** The second image, of class 0, is classified with an error of about exp(-6). */
  private static TrainingStep step(SynapticRule rule, long seed) {
    TrainingStep step = SinglePath.of(rule, IMAGES, UNITS, new Initializer.Normal(0.5), seed);
    double[] hidden = new double[IMAGES * UNITS];
    hidden[UNITS] = 1;
    double[] logits = new double[UNITS * SinglePath.CLASSES];
    logits[0] = 3;
    logits[1] = -3;
    step.set("hidden.W", Lab.array(hidden, IMAGES, UNITS));
    step.set("logits.W", Lab.array(logits, UNITS, SinglePath.CLASSES));
    return step;
  }
}
