// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.rule.Locality;

/** {@code 1/2 |B|²}: keeps the feedback weights small. */
public record Decay() implements ProjectedPrimitive {

  @Override
  public String id() {
    return "decay";
  }

  @Override
  public String description() {
    return "half the squared norm of B, which keeps B small";
  }

  @Override
  public String source() {
    return Sources.TWO_ROUTES;
  }

  @Override
  public Locality locality() {
    return Locality.LOCAL;
  }

  @Override
  public AlignmentTerm term(Projections p) {
    AlignmentTerm ofFeedback = AlignmentTerm.halfSquare(1, p.feedback(), p);
    return p.options().movesWeight()
        ? ofFeedback.plus(AlignmentTerm.halfSquare(1, p.weight(), p))
        : ofFeedback;
  }
}
