// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.assertj.core.data.Offset;

/** Every tolerance of this module's tests. */
final class Tolerances {

  /** Pixels are floats near 1 after two roundings; one unit in the last place there is 1.2e-7. */
  static final Offset<Float> PIXEL = Offset.offset(4e-7f);

  /** Statistics are doubles of order 1, summed over at most 256 products. */
  static final Offset<Double> STATISTIC = Offset.offset(1e-12);

  /** The literature gives mean and deviation of (Fashion-)MNIST to four places. */
  static final Offset<Double> PUBLISHED_TO_FOUR_PLACES = Offset.offset(5.1e-5);

  /** Four standard deviations of the share of heads among 10,000 fair coins: 4 * 0.5 / 100. */
  static final Offset<Double> SHARE_OF_10000_COINS = Offset.offset(0.02);

  private Tolerances() {}
}
