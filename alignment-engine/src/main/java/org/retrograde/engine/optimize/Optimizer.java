// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.WithReference;

/** Moves a group of parameters against its gradients. */
public interface Optimizer {

  /**
   * Makes one update from the group's present gradients, which it leaves as they are.
   *
   * @param learningRate η of this step, schedule included
   * @param step the number of training steps before this one, by which noise is drawn; what the
   *     optimiser itself counts are its own updates
   * @throws org.retrograde.api.error.RetrogradeException if gradients are clipped by their norm and
   *     it is not finite; nothing is changed then
   */
  void update(double learningRate, long step);

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
   * @param noise the source of noise on updates, for each step
   * @param library the library of kernels
   * @return the optimiser, its state that of the start
   */
  static Optimizer of(
      OptimizerSpec spec,
      ParameterGroup group,
      LongFunction<RandomStream> noise,
      KernelLibrary library) {
    TreatedGradients gradients = TreatedGradients.of(spec.gradients(), group.gradients());
    GroupArithmetic arithmetic =
        new GroupArithmetic(
            group, gradients.array(), spec.weightDecay(), new WithReference(library));
    Optimizer treated = new TreatingOptimizer(gradients, of(spec.algorithm(), arithmetic));
    return spec.noise().kind() == UpdateNoise.Kind.NONE
        ? treated
        : new NoisyOptimizer(treated, spec.noise(), group.values(), noise);
  }

  private static Optimizer of(Algorithm algorithm, GroupArithmetic group) {
    if (algorithm instanceof Algorithm.Sgd sgd) {
      return new SgdOptimizer(sgd, group);
    } else if (algorithm instanceof Algorithm.Adam adam) {
      return new AdamOptimizer(adam, group);
    } else if (algorithm instanceof Algorithm.RAdam radam) {
      return new RAdamOptimizer(radam, group);
    } else if (algorithm instanceof Algorithm.RmsProp rmsProp) {
      return new RmsPropOptimizer(rmsProp, group);
    }
    return new AdagradOptimizer((Algorithm.Adagrad) algorithm, group);
  }
}
