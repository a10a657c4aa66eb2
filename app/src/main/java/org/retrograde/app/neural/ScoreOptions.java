// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.TemporalMode;

/**
 * What a user asks of a scoring. Some of it, and what was left out, depends on the recording.
 *
 * @param measure a mapping, or a similarity, with its parameters
 * @param keys values of {@link NeuronKeys#splits()} and {@link NeuronKeys#scoring()}
 * @param names how the user wrote them
 */
public record ScoreOptions(ScoreSettings.Measure measure, Parameters keys, SettingNames names) {

  private static final String READOUT = "readout";
  private static final String WINDOW = "window";
  private static final String COURSE = "course";
  private static final String CONSISTENCY = "consistency";
  private static final double MAPPING_TRAIN = 0.9;
  private static final double SIMILARITY_TRAIN = 0.5;
  private static final Pattern TIMES =
      Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)-(-?[0-9]+(?:\\.[0-9]+)?)");

  /** Checks what does not depend on a recording. */
  public ScoreOptions {
    new SplitOptions(keys, names);
    readout(keys, names);
    text(keys, WINDOW).ifPresent(text -> window(text, names));
    text(keys, COURSE).ifPresent(text -> mode(text, names));
    requirePredictions(measure, keys, names);
  }

  /**
   * Decides what was left open.
   *
   * @param recording the neurons
   * @return the settings
   * @throws RetrogradeException if the recording lacks what was asked for
   */
  public ScoreSettings with(Recording recording) {
    boolean predicts = measure instanceof ScoreSettings.Predicting;
    return new ScoreSettings(
        measure,
        new SplitOptions(keys, names)
            .of(predicts ? MAPPING_TRAIN : SIMILARITY_TRAIN, recording::has),
        readout(keys, names),
        text(keys, WINDOW).map(text -> window(text, names)).or(recording::usualWindow),
        course(recording.hasBins() && predicts),
        keys.size("latency"),
        keys.decimal("ceilingThreshold"),
        keys.size("bootstrap"),
        keys.size(CONSISTENCY));
  }

  private static Optional<String> text(Parameters keys, String key) {
    return keys.has(key) ? Optional.of(keys.text(key)) : Optional.empty();
  }

  private static Readout readout(Parameters keys, SettingNames names) {
    String id = keys.text(READOUT);
    return Readout.of(id).orElseThrow(() -> oneOf(READOUT, id, Readout.ids(), names));
  }

  private static TimeBin window(String text, SettingNames names) {
    Matcher times = TIMES.matcher(text);
    if (!times.matches()
        || Double.parseDouble(times.group(1)) >= Double.parseDouble(times.group(2))) {
      throw RetrogradeException.usage(
          new Problem(
              names.where(WINDOW),
              "'" + text + "'",
              "two times in ms, the first less than the second",
              "write for example " + names.written(WINDOW, "70-170")));
    }
    return new TimeBin(Double.parseDouble(times.group(1)), Double.parseDouble(times.group(2)));
  }

  private static void requirePredictions(
      ScoreSettings.Measure measure, Parameters keys, SettingNames names) {
    if (keys.size(CONSISTENCY) > 0 && !(measure instanceof ScoreSettings.Predicting)) {
      throw RetrogradeException.usage(
          new Problem(
              names.where(CONSISTENCY),
              "'" + keys.size(CONSISTENCY) + "' for '" + measure.id() + "', which predicts nothing",
              "a mapping, whose predictions are corrected for noise",
              "leave it out, or choose a mapping such as ridge-cv"));
    }
  }

  private static Optional<TemporalMode> mode(String key, SettingNames names) {
    for (TemporalMode mode : TemporalMode.values()) {
      if (mode.key().equals(key)) {
        return Optional.of(mode);
      }
    }
    if (key.equals(NeuronKeys.NONE)) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(TemporalMode.keys());
    all.add(NeuronKeys.NONE);
    throw oneOf(COURSE, key, all, names);
  }

  private Optional<TemporalMode> course(boolean possible) {
    Optional<String> wanted = text(keys, COURSE);
    if (wanted.isEmpty()) {
      return possible ? Optional.of(TemporalMode.SHARED) : Optional.empty();
    }
    Optional<TemporalMode> mode = mode(wanted.get(), names);
    if (mode.isPresent() && !possible) {
      throw RetrogradeException.usage(
          new Problem(
              names.where(COURSE),
              "'"
                  + wanted.get()
                  + "' for a recording with one time bin, or for a metric that predicts nothing",
              "several time bins and a mapping",
              "leave it out"));
    }
    return mode;
  }

  private static RetrogradeException oneOf(
      String key, String found, List<String> all, SettingNames names) {
    return RetrogradeException.usage(
        new Problem(
            names.where(key),
            "'" + found + "'",
            "one of " + String.join(", ", all),
            "write for example " + names.written(key, all.get(0))));
  }
}
