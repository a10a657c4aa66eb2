// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the activations of stimuli are.
 *
 * @param stimuli places among the stimuli that have activations, ascending
 * @param activations for each of these, the row of its activations
 * @param without the stimuli that have none
 */
@SuppressWarnings("ArrayRecordComponent")
public record StimulusRows(int[] stimuli, int[] activations, List<String> without) {

  /** Copies the list. */
  public StimulusRows {
    without = List.copyOf(without);
  }

  /**
   * Finds the rows by id.
   *
   * @param stimuli the stimuli that were shown
   * @param rows the stimulus of each row of activations
   * @param where where the activations come from, for messages
   * @return the rows
   * @throws org.retrograde.api.error.RetrogradeException if two rows are of one stimulus, or none
   *     is of a stimulus that was shown
   */
  public static StimulusRows match(List<String> stimuli, List<String> rows, String where) {
    Map<String, Integer> places = new HashMap<>();
    Set<String> twice = new TreeSet<>();
    for (int row = 0; row < rows.size(); row++) {
      if (places.put(rows.get(row), row) != null) {
        twice.add(rows.get(row));
      }
    }
    if (!twice.isEmpty()) {
      throw Refusal.of(
          where,
          "more than one row for " + Refusal.some(twice),
          "the activations of each stimulus once",
          "average the rows of a stimulus, or remove all but one");
    }
    List<Integer> found = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (int s = 0; s < stimuli.size(); s++) {
      if (places.containsKey(stimuli.get(s))) {
        found.add(s);
      } else {
        without.add(stimuli.get(s));
      }
    }
    if (found.isEmpty()) {
      throw Refusal.of(
          where,
          "rows for " + Refusal.some(rows) + " and none for a stimulus that was shown",
          "rows for " + Refusal.some(stimuli),
          "name the rows by stimulus_id");
    }
    int[] shown = found.stream().mapToInt(s -> s).toArray();
    int[] activations =
        found.stream().mapToInt(s -> places.getOrDefault(stimuli.get(s), -1)).toArray();
    return new StimulusRows(shown, activations, without);
  }

  /**
   * Refuses stimuli without activations.
   *
   * @param where where the activations come from, for the message
   * @return this
   * @throws org.retrograde.api.error.RetrogradeException if a stimulus has no activations
   */
  public StimulusRows requireAll(String where) {
    if (!without.isEmpty()) {
      throw Refusal.of(
          where,
          "no activations for " + Refusal.some(without),
          "activations for every stimulus that was shown",
          "compute them, or choose presentations of other stimuli");
    }
    return this;
  }
}
