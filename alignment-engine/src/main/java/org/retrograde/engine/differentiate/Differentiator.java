// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.List;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.RuleAssignment;

/**
 * Adds the backward pass to a network, asking at each synapse its rule what carries the error.
 *
 * <p>The forward graph is walked in reverse and each operation's own {@code doDiff} is called on
 * the same SameDiff instance; SameDiff's {@code createGradFunction} would copy the graph and leave
 * no place for a rule.
 */
public final class Differentiator {

  private final RuleAssignment rules;

  /**
   * Takes the rules.
   *
   * @param rules the rule of each layer
   */
  public Differentiator(RuleAssignment rules) {
    this.rules = rules;
  }

  /**
   * Adds the backward pass to the network's graph, once.
   *
   * @param network a network for training
   * @return the graph with gradients
   * @throws org.retrograde.api.error.RetrogradeException if the rules do not fit the network's
   *     layers
   */
  public TrainingGraph differentiate(Network network) {
    List<String> layers = network.synapses().stream().map(Synapse::layer).toList();
    rules.requireFits(layers);
    return new ReverseWalk(network, rules).run();
  }
}
