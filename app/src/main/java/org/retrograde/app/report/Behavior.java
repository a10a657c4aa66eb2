// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code behavior} found, as it stands in its file.
 *
 * @param facts what was compared, by dotted key
 * @param choices what was found of choices
 * @param times what was found of solution times
 */
record Behavior(Map<String, String> facts, Optional<Choices> choices, Optional<Times> times) {

  Behavior {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  String fact(String key) {
    return facts.getOrDefault(key, Numbers.MISSING);
  }

  /**
   * Choices.
   *
   * @param objects how many objects subjects chose between
   * @param trainStimuli what read-outs were fitted on
   * @param shownStimuli the test stimuli in trials
   * @param trials how many trials
   * @param excluded what was left out and why
   * @param layers what was found
   */
  record Choices(
      int objects,
      int trainStimuli,
      int shownStimuli,
      int trials,
      List<String> excluded,
      List<Layer> layers) {}

  /** A layer's choices: the part that is correct, and how alike the others' they are. */
  record Layer(String name, double units, double correct, Score i1, Score i2n) {}

  /** A likeness. */
  record Score(double raw, double error, double ceiling, double ceilingError, double normalized) {}

  /**
   * Solution times.
   *
   * @param stimuli how many stimuli
   * @param solved how many neurons solve
   * @param splits how often they were divided
   * @param excluded what was left out and why
   * @param layers what was found
   */
  record Times(
      int stimuli, int solved, int splits, List<String> excluded, List<TimedLayer> layers) {}

  /**
   * A layer's solution times.
   *
   * @param name the layer
   * @param units how many values it has for a stimulus in a step
   * @param first its first step in ms
   * @param last its last step in ms
   * @param raw the correlation
   * @param error its standard error
   * @param normalized the correlation over the ceiling
   * @param shareSolved of what neurons solve
   * @param warnings sentences
   * @param times neurons' and the layer's time of each stimulus that both solve
   */
  record TimedLayer(
      String name,
      double units,
      double first,
      double last,
      double raw,
      double error,
      double normalized,
      double shareSolved,
      List<String> warnings,
      List<Point> times) {}
}
