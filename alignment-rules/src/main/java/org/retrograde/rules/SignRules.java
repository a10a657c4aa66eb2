// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;

/** Rules whose error is carried by the signs of W and magnitudes of their own. */
public final class SignRules {

  private SignRules() {}

  /** {@code |M| sign(W)}, M drawn anew in each step. */
  public record BatchwiseRandomMagnitude() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return new Recipe(
          "batchwise-random-sign-symmetry",
          "carries the error by the signs of W with magnitudes drawn anew in each step",
          Sources.SIGN_SYMMETRY,
          new ErrorCarrier.SignWithDrawnMagnitudes(),
          false,
          List.of());
    }
  }

  /** {@code |B| sign(W)}, B as drawn before the first step. */
  public record FixedRandomMagnitude() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return new Recipe(
          "fixed-random-sign-symmetry",
          "carries the error by the signs of W with magnitudes drawn once",
          Sources.SIGN_SYMMETRY,
          new ErrorCarrier.SignWithFeedbackMagnitudes(),
          false,
          List.of());
    }
  }
}
