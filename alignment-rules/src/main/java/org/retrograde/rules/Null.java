// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.rule.Locality;

/**
 * {@code 1/2 |T_B(y)|² / N}: penalises what B carries back of the output, which bounds B whatever W
 * does.
 */
public record Null() implements ProjectedPrimitive {

  @Override
  public String id() {
    return "null";
  }

  @Override
  public String description() {
    return "half the squared norm of the output as B carries it back, which bounds B whatever W"
        + " does";
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
    return AlignmentTerm.halfSquare(1.0 / p.batch(), p.reconstruction(), p);
  }
}
