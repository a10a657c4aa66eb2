// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.Parameters;

/**
 * A mapping with its parameters.
 *
 * @param mapping the mapping
 * @param parameters values checked against its table
 */
public record MappingChoice(Mapping mapping, Parameters parameters) {

  /**
   * Chooses a mapping as it is by default.
   *
   * @param mapping one whose parameters are all optional
   * @return the choice
   */
  public static MappingChoice byDefault(Mapping mapping) {
    return new MappingChoice(mapping, mapping.parameters().defaults());
  }
}
