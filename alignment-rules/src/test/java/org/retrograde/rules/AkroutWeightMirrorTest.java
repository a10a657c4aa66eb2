// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** Akrout's mirror at sigmoid units "hidden" with a bias, below two logits. */
final class AkroutWeightMirrorTest {

  /** To which growth control rescales; B as drawn carries back more than twice as much. */
  private static final double DEVIATION = 0.125;

  private static TrainingStep step(int images, int inputs, int units, Map<String, ?> values) {
    ImageShape image = new ImageShape(1, 1, inputs);
    NetworkBuilder b = new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, images, image, 2);
    Initializer normal = new Initializer.Normal(0.5);
    Tensor hidden = b.dense("hidden", b.flatten(b.input()), units, true, normal);
    Tensor active = b.activation(Activation.SIGMOID, hidden);
    OptimizerSpec plain = OptimizerSpec.sgd(1, 0, 0);
    return new TrainingStep(
        b.build(b.dense("logits", active, 2, false, normal)),
        RuleAssignment.everywhere(Lab.rule(new AkroutWeightMirror(), values)),
        plain,
        plain,
        12,
        new Nd4jKernels());
  }

  /**
   * With W at 0 each unit answers f(b), whatever it sees: of one image of noise x the gradient is -
   * f(b) x.
   */
  @Test
  void the_noise_is_uniform_from_minus_to_plus_half_the_amplitude() {
    int inputs = 3000;
    double amplitude = 0.4;
    try (TrainingStep step = step(1, inputs, 1, Map.of("amplitude", amplitude))) {
      double[] noise = noise(step, inputs);
      assertThat(Arrays.stream(noise).map(Math::abs).max().orElseThrow())
          .isBetween(0.49 * amplitude, 0.5 * amplitude);
      double variance = amplitude * amplitude / 12;
      double mean = Arrays.stream(noise).average().orElseThrow();
      Bands.meanOf(Math.sqrt(variance), inputs).requireAgree("mean", mean, 0);
      // E x⁴ = A⁴ / 80, so that x² deviates by A² / sqrt(180).
      Bands.meanOf(amplitude * amplitude / Math.sqrt(180), inputs)
          .requireAgree("variance", Matrices.dot(noise, noise) / inputs, variance);
      step.run(dark(1, inputs), 0, 0);
      assertThat(noise(step, inputs)).as("in the next step").isNotEqualTo(noise);
    }
  }

  private static double[] noise(TrainingStep step, int inputs) {
    step.set("hidden.W", Lab.array(new double[inputs], inputs, 1));
    step.set("hidden.b", Lab.array(new double[] {0.3}, 1));
    step.runWithoutUpdate(dark(1, inputs));
    double answer = sigmoid(0.3);
    return Arrays.stream(Lab.gradient(step, "hidden.B")).map(g -> -g / answer).toArray();
  }

  @Test
  void B_moves_by_the_noise_times_the_response_with_bias_and_nonlinearity() {
    try (TrainingStep step = step(1, 4, 3, Map.of("amplitude", 3))) {
      double[] w = Lab.values(step, "hidden.W").clone();
      double[] b = {-1, 0.5, 2};
      step.set("hidden.W", Lab.array(new double[12], 4, 3));
      step.set("hidden.b", Lab.array(new double[3], 3));
      step.runWithoutUpdate(dark(1, 4));
      double[] x = new double[4];
      double[] halves = Lab.gradient(step, "hidden.B");
      Arrays.setAll(x, i -> -2 * halves[i]);
      step.set("hidden.W", Lab.array(w, 4, 3));
      step.set("hidden.b", Lab.array(b, 3));
      step.runWithoutUpdate(dark(1, 4));
      double[] response = Matrices.product(x, 1, w);
      Arrays.setAll(response, j -> -sigmoid(response[j] + b[j]));
      DOUBLE.requireAgree(
          "gradient", Lab.gradient(step, "hidden.B"), Matrices.product(response, 3, x));
    }
  }

  /**
   * Near 0 the sigmoid is 1/2 + z/4 - z³/48, so the drift is s² W / 4 with s² = A² / 12. The noise
   * of a step is that of x / 2; the cubic term adds at most (A/2) (A/2 |W|)³ / 48, |W| being the
   * sum of a unit's weights.
   */
  @Test
  void near_0_B_drifts_by_a_quarter_of_the_noise_s_variance_times_W() {
    int images = 4096;
    int steps = 50;
    double[] w = {0.6, -0.2};
    double[] drift = new double[2];
    try (TrainingStep step = step(images, 2, 1, Map.of("amplitude", 1, "growthControl", 0))) {
      step.set("hidden.W", Lab.array(w, 2, 1));
      for (int i = 0; i < steps; i++) {
        step.run(dark(images, 2), 0, 0);
        double[] gradient = Lab.gradient(step, "hidden.B");
        Arrays.setAll(drift, k -> drift[k] - gradient[k] / steps);
      }
    }
    double cubic = 0.5 * Math.pow(0.5 * 0.8, 3) / 48;
    // sigmoid(z) < 0.6 for |z| <= 0.4
    for (int i = 0; i < 2; i++) {
      Bands.meanOf(0.6 * Math.sqrt(1 / 12.0), (double) images * steps, cubic)
          .requireAgree("drift " + i, drift[i], w[i] / 48);
    }
  }

  @Test
  void without_growth_control_B_moves_and_is_not_rescaled() {
    try (TrainingStep step = step(8, 4, 3, Map.of("growthControl", 0))) {
      double[] before = Lab.values(step, "hidden.B").clone();
      step.run(dark(8, 4), 0, 0.5);
      double[] gradient = Lab.gradient(step, "hidden.B");
      double[] expected = new double[before.length];
      Arrays.setAll(expected, i -> before[i] - 0.5 * gradient[i]);
      DOUBLE.requireAgree("B", Lab.values(step, "hidden.B"), expected);
    }
  }

  /**
   * The rule estimates the deviation on its batch, the test on noise of its own; both are means
   * over independent images.
   */
  @Test
  void growth_control_brings_what_B_carries_back_to_its_deviation() {
    int images = 256;
    int units = 9;
    int inputs = 12;
    try (TrainingStep step = step(images, inputs, units, Map.of("growthControl", DEVIATION))) {
      double[] before = Lab.values(step, "hidden.B").clone();
      step.run(dark(images, inputs), 0, 0);
      double[] b = Lab.values(step, "hidden.B");
      requireProportional(b, before);
      double[] deviations = deviations(b, units, 4 * images);
      double mean = Arrays.stream(deviations).average().orElseThrow();
      double spread =
          Math.sqrt(Matrices.dot(deviations, deviations) / deviations.length - mean * mean);
      Bands.meanOf(spread, 1 / (1.0 / images + 1.0 / deviations.length))
          .requireAgree("deviation over units", mean, DEVIATION);
      double[] unscaled = deviations(before, units, images);
      assertThat(Arrays.stream(unscaled).average().orElseThrow()).isGreaterThan(2 * DEVIATION);
    }
  }

  private static void requireProportional(double[] after, double[] before) {
    double factor = after[0] / before[0];
    double[] expected = Arrays.stream(before).map(v -> factor * v).toArray();
    DOUBLE.requireAgree("direction of B", after, expected);
  }

  /** For each image of noise from [0, 1) at the output, the deviation of what B carries back. */
  private static double[] deviations(double[] b, int units, int images) {
    RandomStream stream = RandomStream.of(77, "noise", 0);
    double[] noise = new double[images * units];
    Arrays.setAll(noise, i -> stream.nextDouble());
    double[] carried = Matrices.product(noise, images, b);
    int inputs = b.length / units;
    double[] deviations = new double[images];
    for (int n = 0; n < images; n++) {
      double[] row = Arrays.copyOfRange(carried, n * inputs, (n + 1) * inputs);
      double mean = Arrays.stream(row).average().orElseThrow();
      deviations[n] = Math.sqrt(Matrices.dot(row, row) / inputs - mean * mean);
    }
    return deviations;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static Batch dark(int images, int inputs) {
    return new Batch(new float[images * inputs], new int[images], images);
  }
}
