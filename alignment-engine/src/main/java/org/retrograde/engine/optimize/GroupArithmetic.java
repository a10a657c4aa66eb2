// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.WithReference;

/**
 * The passes over a group's rows that optimisers are made of.
 *
 * @param group the parameters
 * @param gradients their gradients as the optimiser sees them, without weight decay
 * @param decay λ
 * @param kernels where passes come from
 */
record GroupArithmetic(
    ParameterGroup group, INDArray gradients, double decay, WithReference kernels) {

  /** A new row as long as the group, all zeros. */
  INDArray row() {
    return group.values().like();
  }

  /**
   * {@code result = a carried + g + λ p}, where λ reaches the head of the group only.
   *
   * @param carried what is carried from step to step
   * @param a its factor
   * @param result where the sum goes; may be {@code carried}
   */
  List<Kernel> decayed(INDArray carried, double a, INDArray result) {
    List<Kernel> passes = new ArrayList<>();
    long head = decay == 0 ? 0 : group.decayedSize();
    long length = group.values().length();
    if (head > 0) {
      passes.add(sum(carried, a, result, decay, 0, head));
    }
    if (head < length) {
      passes.add(sum(carried, a, result, 0, head, length));
    }
    return passes;
  }

  /** {@code p += c x}, with c read anew in each run. */
  Kernel addScaled(INDArray x, INDArray c) {
    BoundBuffers buffers = new BoundBuffers(List.of(x, group.values(), c), List.of(group.values()));
    return kernels.bind(new Operation.AddScaled(), buffers);
  }

  private Kernel sum(
      INDArray carried, double a, INDArray result, double lambda, long from, long to) {
    List<Double> factors = new ArrayList<>(List.of(1.0));
    List<INDArray> terms = new ArrayList<>(List.of(cut(gradients, from, to)));
    if (a != 0) {
      factors.add(a);
      terms.add(cut(carried, from, to));
    }
    if (lambda != 0) {
      factors.add(lambda);
      terms.add(cut(group.values(), from, to));
    }
    return kernels.bind(
        new Operation.LinearCombination(factors, false),
        new BoundBuffers(terms, List.of(cut(result, from, to))));
  }

  private static INDArray cut(INDArray row, long from, long to) {
    return row.get(NDArrayIndex.interval(from, to));
  }
}
