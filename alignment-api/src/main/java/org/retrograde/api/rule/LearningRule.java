// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/** A family of learning rules, one for each setting of its parameters. */
public interface LearningRule extends Plugin {

  /**
   * Sets the parameters.
   *
   * @param parameters values checked against {@link #parameters()}
   * @return the rule
   * @throws org.retrograde.api.error.RetrogradeException if the values contradict each other
   */
  SynapticRule configure(Parameters parameters);
}
