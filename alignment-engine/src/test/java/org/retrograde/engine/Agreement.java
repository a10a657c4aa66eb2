// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.data.Batch;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.train.TrainingStep;

/** Whether two ways of computing the same in float32 agree. */
public final class Agreement {

  /** Arrays whose largest entry is smaller than this are compared as if it were this. */
  private static final double SMALLEST_SCALE = 1e-3;

  private Agreement() {}

  /** Fails unless the arrays agree within {@link Tolerances#ACCUMULATED} of the largest entry. */
  public static void require(String what, INDArray got, INDArray expected) {
    assertThat(got.shape()).as(what).isEqualTo(expected.shape());
    require(what, got.dup('c').data().asFloat(), expected.dup('c').data().asDouble());
  }

  /** The same for rows of numbers. */
  public static void require(String what, float[] got, double[] expected) {
    require(what, got, expected, largest(expected));
  }

  private static void require(String what, float[] got, double[] expected, double scale) {
    assertThat(got).as(what).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < got.length; i++) {
      double difference = Math.abs(got[i] - expected[i]);
      worst = difference <= worst ? worst : difference;
    }
    double bound = Tolerances.ACCUMULATED * Math.max(SMALLEST_SCALE, scale);
    assertThat(worst).as(what).isLessThanOrEqualTo(bound);
  }

  /** Runs both steps on a batch and compares loss, logits and, array by array, all gradients. */
  public static void requireEqualGradients(
      String what, TrainingStep got, TrainingStep expected, SynapticRule rule, Batch batch) {
    requireEqualLogits(what, got, expected, batch);
    for (String name : driven(expected, rule)) {
      double[] reference = doubles(expected.gradient(name).values());
      require(what + ": gradient of " + name, floats(got, name), reference);
    }
  }

  /**
   * The same, relative to the largest gradient of the whole network: in networks that nobody chose,
   * the sum that is the gradient of a few numbers may happen to cancel, but its rounding does not.
   */
  public static void requireEqualGradientsTogether(
      String what, TrainingStep got, TrainingStep expected, SynapticRule rule, Batch batch) {
    requireEqualLogits(what, got, expected, batch);
    List<String> names = driven(expected, rule);
    double scale =
        names.stream()
            .mapToDouble(name -> largest(doubles(expected.gradient(name).values())))
            .max()
            .orElseThrow();
    for (String name : names) {
      double[] reference = doubles(expected.gradient(name).values());
      require(what + ": gradient of " + name, floats(got, name), reference, scale);
    }
  }

  private static void requireEqualLogits(
      String what, TrainingStep got, TrainingStep expected, Batch batch) {
    // The loss is a difference of logarithms of order 1 and may itself be anything.
    assertThat(got.runWithoutUpdate(batch))
        .as(what + ": loss")
        .isCloseTo(expected.runWithoutUpdate(batch), Offset.offset(Tolerances.ACCUMULATED));
    require(what + ": logits", got.logits(), doubles(expected.logits()));
  }

  private static List<String> driven(TrainingStep step, SynapticRule rule) {
    boolean moves = rule.feedbackGroup() != FeedbackGroup.FIXED;
    return step.names().stream()
        .filter(name -> !name.contains(".running") && (moves || !name.endsWith(".B")))
        .toList();
  }

  private static float[] floats(TrainingStep step, String name) {
    return (float[]) step.gradient(name).values();
  }

  /** Compares all parameters, feedback weights and running averages. */
  public static void requireEqualParameters(TrainingStep got, TrainingStep expected) {
    for (String name : expected.names()) {
      require(name, (float[]) got.get(name).values(), doubles(expected.get(name).values()));
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The values of an array, of either precision, as float64. */
  public static double[] doubles(Object values) {
    if (values instanceof double[] exact) {
      return exact;
    }
    float[] floats = (float[]) values;
    double[] result = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      result[i] = floats[i];
    }
    return result;
  }
}
