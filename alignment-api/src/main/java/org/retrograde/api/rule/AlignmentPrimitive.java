// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.Plugin;

/**
 * One term of an alignment loss, a function P of B at a synapse.
 *
 * <p>Quadratic terms carry a factor 1/2; a term that depends on activity is a mean over the batch
 * and a sum over units and positions. A primitive takes no parameters: its coefficient belongs to
 * the rule.
 */
public interface AlignmentPrimitive extends Plugin {

  /**
   * Tells whether the term's gradient can be had at the synapse.
   *
   * @return its locality
   */
  Locality locality();

  /**
   * Returns the term's value.
   *
   * @param signals what the rule may see
   * @return P, a scalar
   */
  SDVariable value(SynapticSignals signals);

  /**
   * Returns the term's gradient with respect to B, everything else held fixed.
   *
   * @param signals what the rule may see
   * @return dP/dB, in W's shape
   */
  SDVariable gradient(SynapticSignals signals);
}
