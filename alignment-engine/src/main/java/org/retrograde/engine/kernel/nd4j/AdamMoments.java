// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;

/**
 * {@code m = β₁ m + (1 - β₁) g}, {@code v = β₂ v + (1 - β₂) g²}, and then {@code m / (√v + ε)} in
 * the place of g, in one pass of ND4J's updater.
 */
public final class AdamMoments implements Kernel {

  /** After so many steps the updater's own correction, computed in single precision, is 1. */
  private static final long NO_CORRECTION = 1_000_000_000;

  private final Kernel update;

  /**
   * Binds the pass.
   *
   * @param beta1 β₁, less than 1
   * @param beta2 β₂, less than 1
   * @param epsilon ε
   * @param gradient g on entry, the direction afterwards
   * @param firstMoment m
   * @param secondMoment v
   */
  public AdamMoments(
      double beta1,
      double beta2,
      double epsilon,
      INDArray gradient,
      INDArray firstMoment,
      INDArray secondMoment) {
    update =
        NativeCall.of("adam_updater")
            .decimals(1, beta1, beta2, epsilon)
            .integers(NO_CORRECTION)
            .over(
                List.of(gradient, secondMoment, firstMoment),
                List.of(gradient, secondMoment, firstMoment));
  }

  @Override
  public void run() {
    update.run();
  }
}
