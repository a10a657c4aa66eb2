// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.train.TrainingStep;

/** Where the weight mirror drifts when layers see noise, as a mean over many steps. */
final class MirrorNoiseTest {

  private static final double S = 0.7;

  /** {@code [3, 2]}. */
  private static final double[] W = {1, 2, -3, 0.5, 0.25, -1};

  private static final int IMAGES = 512;
  private static final int STEPS = 40;

  @Test
  void under_normal_noise_B_drifts_by_its_variance_times_W() {
    requireDrift(Map.of("input", "normal"), 1);
  }

  /** Uniform noise of the same deviation: the fourth moment is less, so the bound holds too. */
  @Test
  void under_uniform_noise_of_the_same_deviation_the_drift_is_the_same() {
    requireDrift(Map.of("input", "uniform"), 1);
  }

  /** E[x max(0, w x)] = s² w / 2, for noise that is as often w x as - w x. */
  @Test
  void through_a_rectifier_without_bias_the_drift_is_half() {
    Map<String, Object> rectified =
        Map.of("input", "normal", "activationForward", true, "projectionActivation", "relu");
    requireDrift(rectified, 0.5);
  }

  @Test
  void noise_of_one_kind_is_not_of_the_other() {
    try (TrainingStep normal = mirror(Map.of("input", "normal"));
        TrainingStep uniform = mirror(Map.of("input", "uniform"))) {
      normal.runWithoutUpdate(dark());
      uniform.runWithoutUpdate(dark());
      assertThat(Lab.gradient(normal, "logits.B")).isNotEqualTo(Lab.gradient(uniform, "logits.B"));
    }
  }

  /** Of x_i y_j the second moment is s⁴ (|W_j|² + 2 W_ij²) under normal noise, the largest. */
  private static void requireDrift(Map<String, Object> options, double gain) {
    double[] drift;
    try (TrainingStep step = mirror(options)) {
      drift = meanDrift(step, "logits.B", dark(), STEPS);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        double w = W[i * 2 + j];
        double square = W[j] * W[j] + W[2 + j] * W[2 + j] + W[4 + j] * W[4 + j];
        double deviation = S * S * Math.sqrt(square + 2 * w * w);
        Bands.meanOf(deviation, IMAGES * STEPS)
            .requireAgree("drift of " + i + ", " + j, drift[j * 3 + i], gain * S * S * w);
      }
    }
  }

  private static TrainingStep mirror(Map<String, Object> options) {
    TrainingStep step = Lab.dense(rule(options), IMAGES, 3, 2);
    step.set("logits.W", Lab.array(W, 3, 2));
    return step;
  }

  private static SynapticRule rule(Map<String, Object> options) {
    Map<String, Object> values = new java.util.LinkedHashMap<>(options);
    values.putAll(Map.of("amp", 1, "decay", 0, "inputDeviation", S));
    return Lab.rule(new PublishedRules.WeightMirror(), values);
  }

  private static Batch dark() {
    return Lab.batch(new double[IMAGES * 3], IMAGES);
  }

  private static double[] meanDrift(TrainingStep step, String name, Batch batch, int steps) {
    double[] sum = new double[FixtureArrays.doubles(step.get(name)).length];
    for (int i = 0; i < steps; i++) {
      step.run(batch, 0, 0);
      double[] gradient = Lab.gradient(step, name);
      Arrays.setAll(sum, k -> sum[k] - gradient[k] / steps);
    }
    return sum;
  }

  /**
   * On a map of 8 x 8 under a kernel of 3 x 3 with a border of 1 the middle tap meets the image at
   * 64 places, those at the edges at 56, those in the corners at 49.
   */
  @Test
  void a_convolution_drifts_by_the_number_of_positions_that_each_tap_meets() {
    int images = 64;
    double[] w = {0.5, -1, 0.25, 1, -0.75, 2, -0.5, 1.5, -2};
    double[] meetings = {49, 56, 49, 56, 64, 56, 49, 56, 49};
    ImageShape image = new ImageShape(8, 8, 1);
    double[] drift;
    try (TrainingStep step =
        Lab.convolution(rule(Map.of("input", "normal")), images, image, Lab.spec(1, 3, 1, 1), 0)) {
      step.set("conv.W", Lab.array(w, 3, 3, 1, 1));
      drift = meanDrift(step, "conv.B", Lab.batch(new double[images * 64], images), STEPS);
    }
    for (int tap = 0; tap < 9; tap++) {
      Bands.meanOf(S * S * Math.sqrt(2 * squares(tap, w)), images * STEPS)
          .requireAgree("drift of tap " + tap, drift[tap], S * S * meetings[tap] * w[tap]);
    }
  }

  /**
   * The drift of a tap is the quadratic form xᵀ Q x, Q_ab being W_u where pixels a and b meet the
   * tap and u at one position. Its variance is 2 s⁴ times the sum of squares of Q's symmetric part.
   */
  private static double squares(int tap, double[] w) {
    double[][] q = new double[64][64];
    for (int position = 0; position < 64; position++) {
      int a = pixel(position, tap);
      for (int u = 0; u < 9; u++) {
        int b = pixel(position, u);
        if (a >= 0 && b >= 0) {
          q[a][b] += w[u] / 2;
          q[b][a] += w[u] / 2;
        }
      }
    }
    return Arrays.stream(q).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
  }

  /** The pixel that a tap meets at a position; -1 in the border. */
  private static int pixel(int position, int tap) {
    int row = position / 8 + tap / 3 - 1;
    int column = position % 8 + tap % 3 - 1;
    return row < 0 || row > 7 || column < 0 || column > 7 ? -1 : row * 8 + column;
  }
}
