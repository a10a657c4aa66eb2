// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * The settings of a dropout of whole results.
 *
 * @param chance how many of the images lose the result in the end, at least 0 and less than 1
 * @param epochs over how many epochs the chance grows to that, in a straight line from 0; 0 for at
 *     once
 */
public record DropoutSpec(double chance, double epochs) {

  /** Checks the ranges. */
  public DropoutSpec {
    if (!(chance >= 0 && chance < 1) || !(epochs >= 0 && Double.isFinite(epochs))) {
      throw new IllegalArgumentException(
          "a chance lies in [0, 1) and epochs are at least 0, found " + chance + " and " + epochs);
    }
  }
}
