// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;

/** A variable times a number that is multiplied in last, where it costs least. */
record Scaled(SDVariable variable, double factor) {

  Scaled with(SDVariable other) {
    return new Scaled(other, factor);
  }

  SDVariable product() {
    return factor == 1 ? variable : factor == -1 ? variable.neg() : variable.mul(factor);
  }
}
