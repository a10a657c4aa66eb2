// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/**
 * Linear units "hidden" between unit images and two "logits", in float64. Each image lights one
 * pixel of its own, so that the gradient of hidden.W is the error that the rule of the logits
 * carries down, image by image.
 */
final class SinglePath {

  private SinglePath() {}

  /** As many pixels as images; all weights drawn by the initialiser. */
  static TrainingStep of(
      SynapticRule rule, int images, int units, Initializer initializer, long seed) {
    ImageShape shape = new ImageShape(1, 1, images);
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, images, shape, CLASSES);
    Tensor x = builder.flatten(builder.input());
    Tensor hidden = builder.dense("hidden", x, units, false, initializer);
    Tensor logits = builder.dense("logits", hidden, CLASSES, false, initializer);
    OptimizerSpec plain = OptimizerSpec.sgd(1, 0, 0);
    return new TrainingStep(
        builder.build(logits),
        RuleAssignment.everywhere(rule),
        plain,
        plain,
        seed,
        new Nd4jKernels());
  }

  static final int CLASSES = 2;

  /** Runs without update and returns the carried error, {@code [images, units]}. */
  static double[] carried(TrainingStep step, int images) {
    step.runWithoutUpdate(batch(images));
    return Lab.gradient(step, "hidden.W");
  }

  /**
   * Returns the second column of the carrying kernel of one image's path, if W's first column makes
   * the kernel's 0: with hidden.W at 0 the logits are 0, and the error is (-1/2, 1/2).
   */
  static double[] secondColumn(TrainingStep step) {
    double[] hidden = Lab.values(step, "hidden.W");
    step.set("hidden.W", Lab.array(new double[hidden.length], 1, hidden.length));
    double[] carried = carried(step, 1);
    return java.util.Arrays.stream(carried).map(value -> 2 * value).toArray();
  }

  /** W of the logits with first column 0, and +w, -w and 0 by turns in the second. */
  static double[] turns(int units, double w) {
    double[] weights = new double[units * CLASSES];
    for (int i = 0; i < units; i++) {
      weights[i * CLASSES + 1] = sign(i) * w;
    }
    return weights;
  }

  /** The sign of {@link #turns} at a unit. */
  static int sign(int unit) {
    return new int[] {1, -1, 0}[unit % 3];
  }

  /** Lets a step pass in which nothing moves. */
  static void pass(TrainingStep step, int images) {
    step.run(batch(images), 0, 0);
  }

  static SynapticRule feedbackAlignment(Map<String, ?> values) {
    return Lab.rule(new PublishedRules.FeedbackAlignment(), values);
  }

  /** One lit pixel an image; all of class 0. */
  static Batch batch(int images) {
    float[] pixels = new float[images * images];
    for (int i = 0; i < images; i++) {
      pixels[i * images + i] = 1;
    }
    return new Batch(pixels, new int[images], images);
  }
}
