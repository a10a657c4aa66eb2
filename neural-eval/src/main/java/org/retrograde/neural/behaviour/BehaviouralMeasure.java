// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

/** What of a confusion between objects is compared. */
public enum BehaviouralMeasure {
  /** One number an image: {@link FalseAlarms#i1()}. */
  I1,
  /** One number an image and object, less the objects' means: {@link FalseAlarms#i2n()}. */
  I2N;

  double[] of(FalseAlarms rates) {
    return this == I1 ? rates.i1() : rates.i2n().values();
  }
}
