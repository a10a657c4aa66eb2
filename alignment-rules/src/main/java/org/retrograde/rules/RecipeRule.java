// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** A learning rule that is nothing but its recipe. */
public interface RecipeRule extends LearningRule {

  /**
   * Returns the recipe.
   *
   * @return the same value at each call
   */
  Recipe recipe();

  @Override
  default String id() {
    return recipe().id();
  }

  @Override
  default String description() {
    return recipe().description();
  }

  @Override
  default String source() {
    return recipe().source();
  }

  @Override
  default ParameterTable parameters() {
    return recipe().parameters();
  }

  @Override
  default SynapticRule configure(Parameters parameters) {
    return recipe().configure(parameters);
  }
}
