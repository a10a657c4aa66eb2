// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.WithReference;

/** Moves a group of parameters against its gradients. */
public interface Optimizer {

  /**
   * Makes one update from the group's present gradients, which it leaves as they are.
   *
   * @param learningRate η of this step, schedule included
   */
  void update(double learningRate);

  /**
   * Returns what is carried from step to step.
   *
   * @return the arrays themselves, by name; each as long as the group, or a scalar
   */
  Map<String, INDArray> state();

  /**
   * Makes an optimiser for a group.
   *
   * @param spec the algorithm and its settings
   * @param group the parameters
   * @param library the library of kernels
   * @return the optimiser, its state all zeros
   */
  static Optimizer of(OptimizerSpec spec, ParameterGroup group, KernelLibrary library) {
    WithReference kernels = new WithReference(library);
    return switch (spec.kind()) {
      case SGD -> new SgdOptimizer(spec, group, kernels);
      case ADAM -> new AdamOptimizer(spec, group, kernels);
    };
  }
}
