// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.rule.Locality;

/**
 * {@code -<C_B(x), y> / N}: rewards B for turning the input into the output, as Hebb's rule does.
 */
public record Amp() implements ProjectedPrimitive {

  @Override
  public String id() {
    return "amp";
  }

  @Override
  public String description() {
    return "minus the product of the output with the input as B projects it, which draws B towards"
        + " W";
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
    double c = -1.0 / p.batch();
    return p.options().reconstruction().inAmp()
        ? AlignmentTerm.product(c, p.x(), p.reconstruction(), p)
        : AlignmentTerm.product(c, p.z(), p.y(), p);
  }
}
