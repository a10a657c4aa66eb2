// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.engine.train.TrainingStep;

/** Oja's rule on one dense synapse: B and H = yᵀ x / N are {@code [out, in]}. */
final class OjaAlignmentTest {

  private static final double[] PIXELS = {1, 0.5, -0.25, -1, 2, 0.75, 0.5, -0.5, 1.5, 0, 1, -2};
  private static final double[] W = {1, 0.5, -0.75, 0.25, 0.5, -1};
  private static final int IMAGES = 4;

  /** Of norm 1. */
  private static final double[] B = {0.1, -0.7, 0.1, 0.5, 0.1, 0.48};

  @Test
  void B_moves_along_Hebb_and_is_scaled_back_to_its_norm() {
    for (double norm : new double[] {1, 2.5}) {
      double[] moved = sum(unit(), 0.3, hebb());
      double[] expected = scaled(moved, norm / norm(moved));
      DOUBLE.requireAgree("B of norm " + norm, afterOneStep(0.3, norm), expected);
    }
  }

  /** B + η (H - B <B, H>) + O(η²): a tenth of η leaves a hundredth of the error. */
  @Test
  void Oja_s_formula_is_the_first_order_of_a_step() {
    double coarse = firstOrderError(1e-2);
    double fine = firstOrderError(1e-3);
    Bands.SECOND_ORDER.requireAgree("ratio of errors", coarse / fine, 100);
  }

  @Test
  void the_norm_stays_what_it_is_set_to_at_every_layer() {
    var rule = Lab.rule(new OjaAlignment(), Map.of("norm", 0.8));
    ImageShape image = new ImageShape(4, 4, 2);
    try (TrainingStep step = Lab.convolution(rule, 2, image, Lab.spec(3, 3, 2, 1), 0)) {
      double[] pixels = new double[2 * image.size()];
      Arrays.setAll(pixels, i -> Math.sin(1 + 1.3 * i));
      for (int i = 0; i < 4; i++) {
        step.run(Lab.batch(pixels, 2), 0.1, 0.2);
        DOUBLE.requireAgree("norm of conv.B", norm(Lab.values(step, "conv.B")), 0.8);
        DOUBLE.requireAgree("norm of logits.B", norm(Lab.values(step, "logits.B")), 0.8);
      }
    }
  }

  private static double firstOrderError(double rate) {
    double[] b = unit();
    double[] hebb = hebb();
    double[] direction = sum(hebb, -Matrices.dot(b, hebb), b);
    return norm(sum(afterOneStep(rate, 1), -1, sum(b, rate, direction)));
  }

  private static double[] afterOneStep(double rate, double norm) {
    try (TrainingStep step =
        Lab.dense(Lab.rule(new OjaAlignment(), Map.of("norm", norm)), 4, 3, 2)) {
      step.set("logits.W", Lab.array(W, 3, 2));
      step.set("logits.B", Lab.array(unit(), 2, 3));
      Batch batch = Lab.batch(PIXELS, IMAGES);
      Lab.moveFeedback(step, batch, rate, 1);
      return Lab.values(step, "logits.B");
    }
  }

  /** The mean of y xᵀ. */
  private static double[] hebb() {
    double[] hebb = new double[6];
    for (int n = 0; n < IMAGES; n++) {
      for (int o = 0; o < 2; o++) {
        double y = 0;
        for (int i = 0; i < 3; i++) {
          y += PIXELS[n * 3 + i] * W[i * 2 + o];
        }
        for (int i = 0; i < 3; i++) {
          hebb[o * 3 + i] += y * PIXELS[n * 3 + i] / IMAGES;
        }
      }
    }
    return hebb;
  }

  private static double[] unit() {
    return scaled(B, 1 / norm(B));
  }

  private static double[] sum(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + factor * b[i]);
    return sum;
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  private static double norm(double[] values) {
    return Math.sqrt(Matrices.dot(values, values));
  }
}
