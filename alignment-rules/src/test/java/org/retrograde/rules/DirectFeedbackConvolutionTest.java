// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/**
 * Direct feedback to the input of a convolution of 3 x 3 with stride 2 and a border of 1, against
 * loops. Below it a convolution of 1 x 1 without nonlinearity makes the carried error visible. The
 * logits' W is 0, so that their error is that of equal probabilities.
 */
final class DirectFeedbackConvolutionTest {

  private static final int IMAGES = 2;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 4;
  private static final int COLOURS = 2;
  private static final int CHANNELS = 3;
  private static final int CLASSES = 3;
  private static final int[] LABELS = {2, 0};

  private static final double DECAY = 0.3;

  /** Something that is done for each place of the kernel on each image. */
  private interface Meeting {
    void at(int image, int row, int column, int tap);
  }

  private static TrainingStep step(LearningRule rule, Map<String, ?> values) {
    Initializer normal = new Initializer.Normal(0.5);
    ImageShape image = new ImageShape(HEIGHT, WIDTH, COLOURS);
    NetworkBuilder b = new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, IMAGES, image, CLASSES);
    Tensor point =
        b.convolution("point", b.input(), new ConvolutionSpec(CHANNELS, 1, 1, 0, false, normal));
    Tensor strided =
        b.convolution("strided", point, new ConvolutionSpec(2, 3, 2, 1, false, normal));
    Tensor logits = b.dense("logits", b.flatten(strided), CLASSES, false, normal);
    OptimizerSpec plain = OptimizerSpec.sgd(1, 0, 0);
    TrainingStep step =
        new TrainingStep(
            b.build(logits),
            RuleAssignment.everywhere(Lab.rule(rule, values)),
            plain,
            plain,
            9,
            new Nd4jKernels());
    NamedArray w = step.get("logits.W");
    step.set("logits.W", new NamedArray(w.shape(), new double[FixtureArrays.doubles(w).length]));
    step.runWithoutUpdate(new Batch(pixels(), LABELS, IMAGES));
    return step;
  }

  @Test
  void the_layer_form_carries_the_error_as_the_convolution_would_from_every_position() {
    try (TrainingStep step = step(new DirectFeedbackAlignment(), Map.of("form", "layer"))) {
      double[] b = Lab.values(step, "strided.B");
      double[] carried = new double[IMAGES * HEIGHT * WIDTH * CHANNELS];
      eachMeeting(
          (n, row, column, tap) -> {
            for (int c = 0; c < CHANNELS; c++) {
              for (int k = 0; k < CLASSES; k++) {
                carried[at(n, row, column, c, CHANNELS)] +=
                    b[(tap * CHANNELS + c) * CLASSES + k] * error(n, k);
              }
            }
          });
      DOUBLE.requireAgree("point.W", Lab.gradient(step, "point.W"), pointGradient(carried));
    }
  }

  /** B in files is {@code [classes, features]}. */
  @Test
  void the_activation_form_carries_the_error_to_each_value_of_the_input() {
    try (TrainingStep step = step(new DirectFeedbackAlignment(), Map.of())) {
      double[] b = Lab.values(step, "strided.B");
      int features = HEIGHT * WIDTH * CHANNELS;
      double[] carried = new double[IMAGES * features];
      for (int i = 0; i < carried.length; i++) {
        for (int k = 0; k < CLASSES; k++) {
          carried[i] += error(i / features, k) * b[k * features + i % features];
        }
      }
      DOUBLE.requireAgree("point.W", Lab.gradient(step, "point.W"), pointGradient(carried));
    }
  }

  @Test
  void in_the_layer_form_B_moves_by_the_filter_gradient_of_the_error_at_every_position() {
    Map<String, Object> settings = Map.of("form", "layer", "decay", DECAY);
    try (TrainingStep step = step(new DirectKolenPollack(), settings)) {
      double[] x = pointOutput(step);
      double[] expected = decayed(Lab.values(step, "strided.B"));
      eachMeeting(
          (n, row, column, tap) -> {
            for (int c = 0; c < CHANNELS; c++) {
              for (int k = 0; k < CLASSES; k++) {
                expected[(tap * CHANNELS + c) * CLASSES + k] +=
                    x[at(n, row, column, c, CHANNELS)] * error(n, k);
              }
            }
          });
      DOUBLE.requireAgree("strided.B", Lab.gradient(step, "strided.B"), expected);
    }
  }

  @Test
  void in_the_activation_form_B_moves_by_the_error_times_the_whole_input() {
    try (TrainingStep step = step(new DirectKolenPollack(), Map.of("decay", DECAY))) {
      double[] x = pointOutput(step);
      double[] expected = decayed(Lab.values(step, "strided.B"));
      int features = HEIGHT * WIDTH * CHANNELS;
      for (int i = 0; i < x.length; i++) {
        for (int k = 0; k < CLASSES; k++) {
          expected[k * features + i % features] += error(i / features, k) * x[i];
        }
      }
      DOUBLE.requireAgree("strided.B", Lab.gradient(step, "strided.B"), expected);
    }
  }

  /** Output is 3 x 2: (size + 2 - 3) / 2 + 1, rounded down. */
  private static void eachMeeting(Meeting meeting) {
    for (int n = 0; n < IMAGES; n++) {
      for (int place = 0; place < 3 * 2; place++) {
        for (int tap = 0; tap < 9; tap++) {
          int row = 2 * (place / 2) + tap / 3 - 1;
          int column = 2 * (place % 2) + tap % 3 - 1;
          if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
            meeting.at(n, row, column, tap);
          }
        }
      }
    }
  }

  /** Of the 1 x 1 convolution, {@code [colours, channels]}, from the error at its output. */
  private static double[] pointGradient(double[] carried) {
    float[] pixels = pixels();
    double[] x = new double[pixels.length];
    java.util.Arrays.setAll(x, i -> pixels[i]);
    return Matrices.transposedProduct(x, IMAGES * HEIGHT * WIDTH, carried);
  }

  private static double[] pointOutput(TrainingStep step) {
    float[] pixels = pixels();
    double[] x = new double[pixels.length];
    java.util.Arrays.setAll(x, i -> pixels[i]);
    return Matrices.product(x, IMAGES * HEIGHT * WIDTH, Lab.values(step, "point.W"));
  }

  private static double[] decayed(double[] feedback) {
    return java.util.Arrays.stream(feedback).map(b -> DECAY * b).toArray();
  }

  private static double error(int image, int k) {
    return (1.0 / CLASSES - (LABELS[image] == k ? 1 : 0)) / IMAGES;
  }

  private static int at(int image, int row, int column, int channel, int channels) {
    return ((image * HEIGHT + row) * WIDTH + column) * channels + channel;
  }

  private static float[] pixels() {
    float[] pixels = new float[IMAGES * HEIGHT * WIDTH * COLOURS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(1 + 1.9 * i);
    }
    return pixels;
  }
}
