// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.retrograde.api.metric.Activations;

/**
 * Activations and the stimuli that they answer.
 *
 * @param stimuli the id of each row, all different
 * @param values the activations
 */
public record StimulusActivations(List<String> stimuli, Activations values) {

  /** Checks the sizes. */
  public StimulusActivations {
    stimuli = List.copyOf(stimuli);
    if (stimuli.size() != values.stimuli()) {
      throw new IllegalArgumentException(
          stimuli.size() + " ids cannot be those of " + values.stimuli() + " rows");
    }
  }
}
