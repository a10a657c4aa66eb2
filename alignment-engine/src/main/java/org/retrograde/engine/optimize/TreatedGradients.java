// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.nd4j.Elements;

/**
 * Gradients as the optimiser sees them.
 *
 * @param array where they lie: the gradients' own buffer if nothing is done to them
 * @param passes what is done
 */
record TreatedGradients(INDArray array, List<Kernel> passes) {

  static TreatedGradients of(GradientTreatment treatment, INDArray gradients) {
    if (treatment.clip() == GradientTreatment.Clip.NONE && !treatment.manhattan()) {
      return new TreatedGradients(gradients, List.of());
    }
    INDArray result = gradients.like();
    List<Kernel> passes = new ArrayList<>();
    switch (treatment.clip()) {
      case NORM -> passes.add(() -> clipNorm(gradients, treatment.at(), result));
      case VALUE -> passes.add(Elements.clip(gradients, treatment.at(), result));
      case NONE -> {}
    }
    if (treatment.manhattan()) {
      passes.add(Elements.sign(passes.isEmpty() ? gradients : result, result));
    }
    return new TreatedGradients(result, List.copyOf(passes));
  }

  void refresh() {
    passes.forEach(Kernel::run);
  }

  private static void clipNorm(INDArray gradients, double bound, INDArray result) {
    double norm = gradients.norm2Number().doubleValue();
    if (!Double.isFinite(norm)) {
      throw RetrogradeException.failure(
          new Problem(
              "clipping of gradients",
              "a norm of " + norm,
              "a finite norm",
              "lower the learning rates or the rule's coefficients and start again; the last good"
                  + " checkpoint is kept"));
    }
    gradients.muli(norm > bound ? bound / norm : 1, result);
  }
}
