// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.Memory;
import org.retrograde.engine.train.StepPlan;
import org.retrograde.engine.train.TrainingStep;

/**
 * Times training steps: forward, backward and both updates, on the same random images each time.
 *
 * @param network the network
 * @param rules the rule of each layer
 * @param batch images in a step
 * @param memory whether the step trades time for memory
 * @param kernels the library of kernels
 */
public record StepBenchmark(
    NetworkRecipe network, RuleAssignment rules, int batch, Memory memory, KernelLibrary kernels) {

  private static final long SEED = 1;
  private static final double TASK_RATE = 1e-3;

  /** So small that no rule diverges on random images. */
  private static final double ALIGNMENT_RATE = 1e-9;

  /**
   * Makes three steps that do not count, and then some that do.
   *
   * @param steps how many count, at least 1
   * @return what a step costs
   * @throws org.retrograde.api.error.RetrogradeException if the network cannot be built, or the
   *     rules do not fit it
   */
  public Measurement run(int steps) {
    Batch images = RandomBatches.of(network, batch, 1, SEED).batches().get(0);
    OptimizerSpec task = OptimizerSpec.sgd(TASK_RATE, 0.9, 0);
    OptimizerSpec alignment = OptimizerSpec.sgd(ALIGNMENT_RATE, 0.9, 0);
    StepPlan plan =
        StepPlan.of(network.build(Mode.TRAINING, batch), rules, new Compiler(kernels), memory);
    try (TrainingStep step = new TrainingStep(plan, task, alignment, SEED, kernels)) {
      return Measurement.of(steps, () -> step.run(images, TASK_RATE, ALIGNMENT_RATE));
    }
  }
}
