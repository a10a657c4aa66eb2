// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

/** Ends of the ranges of parameters. */
final class Bounds {

  /** Of what has to be greater than 0. */
  static final double LEAST_POSITIVE = 1e-9;

  private Bounds() {}
}
