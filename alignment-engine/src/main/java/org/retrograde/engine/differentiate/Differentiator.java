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
  private final int usesPerStack;

  /**
   * Takes the rules; one filter gradient serves all uses of a synapse.
   *
   * @param rules the rule of each layer
   */
  public Differentiator(RuleAssignment rules) {
    this(rules, Integer.MAX_VALUE);
  }

  /**
   * Takes the rules, and for how many uses of a synapse one filter gradient serves.
   *
   * @param rules the rule of each layer
   * @param usesPerStack so many consecutive uses are stacked along the batch axis, and the filter
   *     gradients of all stacks summed; at least 1. x and dy of a use are needed until its stack is
   *     complete
   * @throws IllegalArgumentException if a stack holds no use
   */
  public Differentiator(RuleAssignment rules, int usesPerStack) {
    if (usesPerStack < 1) {
      throw new IllegalArgumentException("a stack holds at least 1 use, found " + usesPerStack);
    }
    this.rules = rules;
    this.usesPerStack = usesPerStack;
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
    return new ReverseWalk(network, rules, usesPerStack).run();
  }
}
