// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.rule.Locality;

/** {@code 1/2 |C_B(x)|² / N}: penalises what B makes of the input. */
public record Sparse() implements ProjectedPrimitive {

  @Override
  public String id() {
    return "sparse";
  }

  @Override
  public String description() {
    return "half the squared norm of the input as B projects it, which keeps B small where inputs"
        + " vary";
  }

  @Override
  public String source() {
    return Sources.TWO_ROUTES;
  }

  @Override
  public Locality locality() {
    return Locality.NON_LOCAL;
  }

  @Override
  public AlignmentTerm term(Projections p) {
    double c = 1.0 / p.batch();
    AlignmentTerm ofFeedback = AlignmentTerm.halfSquare(c, p.z(), p);
    return p.options().movesWeight()
        ? ofFeedback.plus(AlignmentTerm.halfSquare(c, p.y(), p))
        : ofFeedback;
  }
}
