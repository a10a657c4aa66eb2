// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.SynapticSignals;

/**
 * The backward pass through one synapse.
 *
 * @param signals what the rule saw of all uses together
 * @param uses the uses that reach the loss, from the last to the first
 */
public record SynapsePass(SynapticSignals signals, List<UsePass> uses) {

  /** Copies the list. */
  public SynapsePass {
    uses = List.copyOf(uses);
  }

  /**
   * Returns the errors handed on.
   *
   * @return one for each use below which a parameter lies
   */
  public List<SDVariable> handedOn() {
    return uses.stream().flatMap(use -> use.handedOn().stream()).toList();
  }
}
