// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.api.graph.Mode;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.Evaluator;
import org.retrograde.engine.train.TrainingStep;

/**
 * Times evaluations, each of four batches of random images.
 *
 * @param network the network
 * @param anyRule what a training step would take; evaluation does not depend on it
 * @param batch images in a batch
 * @param kernels the library of kernels
 */
public record EvaluationBenchmark(
    NetworkRecipe network, RuleAssignment anyRule, int batch, KernelLibrary kernels) {

  private static final long SEED = 1;
  private static final int BATCHES = 4;

  /**
   * Makes three evaluations that do not count, and then some that do.
   *
   * @param evaluations how many count, at least 1
   * @return what a batch costs, taken over whole evaluations
   * @throws org.retrograde.api.error.RetrogradeException if the network cannot be built
   */
  public Measurement run(int evaluations) {
    RandomBatches images = RandomBatches.of(network, batch, BATCHES, SEED);
    try (TrainingStep parameters = parameters();
        Evaluator evaluator = new Evaluator(network, parameters, images, kernels)) {
      return Measurement.of(evaluations, evaluator::evaluate).per(BATCHES);
    }
  }

  /** A step of one image, which is never made: it only holds the parameters. */
  private TrainingStep parameters() {
    OptimizerSpec optimizer = OptimizerSpec.sgd(1e-3, 0, 0);
    return new TrainingStep(
        network.build(Mode.TRAINING, 1), anyRule, optimizer, optimizer, SEED, kernels);
  }
}
