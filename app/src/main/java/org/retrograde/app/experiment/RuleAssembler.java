// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.app.plugin.Shelf;

/**
 * Makes rules of their settings.
 *
 * @param rules the families of rules
 */
public record RuleAssembler(Shelf<LearningRule> rules) {

  /**
   * Configures the rules of a network.
   *
   * @param settings which rules, and where
   * @return the assignment
   * @throws org.retrograde.api.error.RetrogradeException if a rule does not exist or its parameters
   *     contradict each other
   */
  public RuleAssignment assemble(RuleSettings settings) {
    List<RuleAssignment.Entry> entries = settings.layers().stream().map(this::entry).toList();
    return new RuleAssignment(entries);
  }

  /**
   * Tells whether the alignment optimiser has anything to do.
   *
   * @param settings which rules, and where
   * @return whether any of them moves B by it
   */
  public boolean usesAlignmentOptimizer(RuleSettings settings) {
    return assemble(settings).entries().stream()
        .anyMatch(entry -> entry.rule().feedbackGroup() == FeedbackGroup.ALIGNMENT);
  }

  private RuleAssignment.Entry entry(LayerRule rule) {
    return new RuleAssignment.Entry(rule.layers(), configure(rule.rule()), rule.optional());
  }

  private SynapticRule configure(PluginChoice choice) {
    return rules.get(choice.id(), "rule.id").configure(choice.parameters());
  }
}
