// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.rule.Locality;

/** {@code -<W, B>}: draws B towards W itself. */
public record Self() implements ProjectedPrimitive {

  @Override
  public String id() {
    return "self";
  }

  @Override
  public String description() {
    return "minus the inner product of W and B, which draws B towards W";
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
    return AlignmentTerm.product(-1, p.weight(), p.feedback(), p);
  }
}
