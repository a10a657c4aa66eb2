// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

/** The papers that more than one plugin cites. */
final class Sources {

  static final String TWO_ROUTES =
      "Kunin, Nayebi, Sagastuy-Brena, Ganguli, Bloom and Yamins 2020, Two Routes to Scalable Credit"
          + " Assignment without Weight Symmetry, ICML (arXiv:2003.01513), section 2, with a factor"
          + " 1/2 on quadratic terms";

  static final String SIGN_SYMMETRY =
      "Liao, Leibo and Poggio 2016, How Important Is Weight Symmetry in Backpropagation?, AAAI,"
          + " sign-concordant feedback; scales as in Sanfiz and Akrout 2021 (arXiv:2108.13446) and"
          + " Xiao, Chen, Liao and Poggio 2018 (arXiv:1811.03567)";

  static final String WEIGHT_MIRROR =
      "Akrout, Wilson, Humphreys, Lillicrap and Tweed 2019, Deep Learning without Weight Transport,"
          + " NeurIPS (arXiv:1904.05391), section 3 and its public code";

  private Sources() {}
}
