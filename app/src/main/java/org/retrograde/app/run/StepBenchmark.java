// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Arrays;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/**
 * Times training steps: forward, backward and both updates, on the same random images each time.
 *
 * @param network the network
 * @param rules the rule of each layer
 * @param batch images in a step
 * @param kernels the library of kernels
 */
public record StepBenchmark(
    NetworkRecipe network, RuleAssignment rules, int batch, KernelLibrary kernels) {

  private static final int WARM_UP = 3;
  private static final long SEED = 1;
  private static final double TASK_RATE = 1e-3;

  /** So small that no rule diverges on random images. */
  private static final double ALIGNMENT_RATE = 1e-9;

  /**
   * Durations of a step.
   *
   * @param minSeconds the shortest
   * @param medianSeconds the median
   */
  public record Times(double minSeconds, double medianSeconds) {

    static Times of(double[] seconds) {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Times(sorted[0], median);
    }
  }

  /**
   * Makes three steps that do not count, and then some that do.
   *
   * @param steps how many count, at least 1
   * @return the durations of those that count
   */
  public Times run(int steps) {
    Batch images = randomImages();
    OptimizerSpec task = OptimizerSpec.sgd(TASK_RATE, 0.9, 0);
    OptimizerSpec alignment = OptimizerSpec.sgd(ALIGNMENT_RATE, 0.9, 0);
    double[] seconds = new double[steps];
    try (TrainingStep step =
        new TrainingStep(
            network.build(Mode.TRAINING, batch), rules, task, alignment, SEED, kernels)) {
      for (int i = -WARM_UP; i < steps; i++) {
        long start = System.nanoTime();
        step.run(images, TASK_RATE, ALIGNMENT_RATE);
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    return Times.of(seconds);
  }

  private Batch randomImages() {
    RandomStream stream = RandomStream.of(SEED, "benchmark-images", 0);
    float[] images = new float[Math.multiplyExact(batch, network.image().size())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) stream.nextGaussian();
    }
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      labels[i] = i % network.classes();
    }
    return new Batch(images, labels, batch);
  }
}
