// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;

/**
 * What neurons were shown.
 *
 * @param stimuli how many stimuli
 * @param fewestTrials how often the stimulus was shown that was shown least often
 * @param mostTrials how often that which was shown most often
 * @param notes what did not count, and what cannot be known, in sentences
 */
public record Shown(int stimuli, int fewestTrials, int mostTrials, List<String> notes) {

  /** Copies the list. */
  public Shown {
    notes = List.copyOf(notes);
  }

  /**
   * Says how often.
   *
   * @return for example {@code 2 to 4 trials each}
   */
  public String trials() {
    String most = mostTrials + (mostTrials == 1 ? " trial each" : " trials each");
    return fewestTrials == mostTrials ? most : fewestTrials + " to " + most;
  }
}
