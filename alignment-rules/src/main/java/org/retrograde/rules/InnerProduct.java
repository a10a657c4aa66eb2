// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.SynapticSignals;

/** The inner product of two arrays of a synapse. */
final class InnerProduct {

  private InnerProduct() {}

  /**
   * Input, output and kernel of a synapse have the same number of axes, so any two of equal shape
   * will do.
   */
  static SDVariable of(SDVariable a, SDVariable b, SynapticSignals signals) {
    int axes = signals.map().kernelShape().size();
    return a.mul(b).sum(IntStream.range(0, axes).toArray());
  }
}
