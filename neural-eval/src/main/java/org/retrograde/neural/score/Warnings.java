// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.Arrays;
import java.util.List;
import org.retrograde.neural.ceiling.SplitValues;

/** What readers of a score should know. */
final class Warnings {

  private Warnings() {}

  static void ofUndefined(SplitValues raw, List<String> warnings) {
    long undefined = Arrays.stream(raw.values().values()).filter(Double::isNaN).count();
    if (undefined > 0) {
      warnings.add(
          undefined
              + " of "
              + raw.values().values().length
              + " correlations are not defined, since responses or predictions are constant over a"
              + " split's test stimuli; medians leave them out");
    }
  }

  /** Each once, with the number of splits that gave it. */
  static void ofFits(List<CrossValidation.Outcome> outcomes, List<String> warnings) {
    List<String> all =
        outcomes.stream().flatMap(outcome -> outcome.notes().warnings().stream()).toList();
    all.stream()
        .distinct()
        .forEach(
            text -> {
              long times = all.stream().filter(text::equals).count();
              warnings.add(times == 1 ? text : text + " (" + times + " times)");
            });
  }
}
