// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

/** The papers that more than one plugin cites. */
final class Sources {

  static final String TWO_ROUTES =
      "Kunin, Nayebi, Sagastuy-Brena, Ganguli, Bloom and Yamins 2020, Two Routes to Scalable Credit"
          + " Assignment without Weight Symmetry, ICML (arXiv:2003.01513), section 2, with a factor"
          + " 1/2 on quadratic terms";

  private Sources() {}
}
