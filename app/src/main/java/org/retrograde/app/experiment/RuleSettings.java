// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;

/**
 * The learning rules of a network.
 *
 * @param label the name in tables and reports
 * @param layers the rules of the layers, the first that matches deciding; a single one for {@code
 *     *} if all layers follow one rule
 */
public record RuleSettings(String label, List<LayerRule> layers) {

  /** Copies the list and checks that there is a rule. */
  public RuleSettings {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("there is at least one rule");
    }
  }

  /**
   * Tells whether all layers follow one rule.
   *
   * @return whether they do
   */
  public boolean isUniform() {
    return layers.size() == 1 && layers.get(0).layers().equals("*");
  }
}
