// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import org.retrograde.api.graph.Activation;

/**
 * What the activity terms of an alignment loss are made of (Kunin et al. 2020, public code).
 *
 * @param input where x comes from
 * @param forward what becomes of y, the input as W projects it
 * @param backward what becomes of z, the input as B projects it
 * @param activation the nonlinearity of the projections; empty for the layer's own
 * @param reconstruction how the reconstruction of x is made and used
 * @param movesWeight whether W moves too
 */
record ProjectionOptions(
    Input input,
    Output forward,
    Output backward,
    Optional<Activation> activation,
    Reconstruction reconstruction,
    boolean movesWeight) {

  static final ProjectionOptions NONE =
      new ProjectionOptions(
          new Input(InputSource.LAYER, 1, Standardization.NONE, false),
          Output.NONE,
          Output.NONE,
          Optional.empty(),
          new Reconstruction(false, false),
          false);

  /**
   * Where x comes from.
   *
   * @param source the layer's input, or noise
   * @param deviation the noise's standard deviation
   * @param standardization what becomes of it
   * @param centerBatchBackward whether z is made of x without its mean over the batch
   */
  record Input(
      InputSource source,
      double deviation,
      Standardization standardization,
      boolean centerBatchBackward) {

    boolean isLayer() {
      return source == InputSource.LAYER && standardization.isNone();
    }
  }

  /**
   * What becomes of a projection.
   *
   * @param bias whether the layer's bias is added
   * @param activation whether the nonlinearity is applied
   * @param standardization what becomes of it then; reconstructions are made before
   */
  record Output(boolean bias, boolean activation, Standardization standardization) {
    static final Output NONE = new Output(false, false, Standardization.NONE);

    boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * How the reconstruction of x is made and used.
   *
   * @param reversed whether it is T_W(z) rather than T_B(y)
   * @param inAmp whether {@code amp} is the product of x and the reconstruction rather than of y
   *     and z
   */
  record Reconstruction(boolean reversed, boolean inAmp) {}
}
