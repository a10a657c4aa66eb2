// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.TemporalMode;

/**
 * How layers are scored.
 *
 * @param measure a mapping, or a similarity, with its parameters
 * @param splits how stimuli are divided
 * @param readout which steps of an unrolled layer stand for it in the table of layers
 * @param window the time over which responses are averaged for that table; empty for the
 *     recording's only bin
 * @param courses how the best layer's scores over time are made; empty for none
 * @param largestLatency the greatest number of steps that neurons may lag behind a network
 * @param ceilingThreshold ceilings below it are not divided by
 * @param draws samples of the bootstrap over neuroids
 * @param halvings random halves of the trials behind the noise-corrected consistency of the best
 *     layer; 0 for none
 */
public record ScoreSettings(
    Measure measure,
    Splits splits,
    Readout readout,
    Optional<TimeBin> window,
    Optional<TemporalMode> courses,
    int largestLatency,
    double ceilingThreshold,
    int draws,
    int halvings) {

  /** What is computed of activations and responses. */
  public sealed interface Measure {

    /**
     * Returns the plugin's id.
     *
     * @return the id
     */
    String id();

    /**
     * Returns the plugin's values.
     *
     * @return the parameters
     */
    Parameters parameters();

    /**
     * Returns how raw scores are normalised.
     *
     * @return the formula
     */
    Normalization normalization();
  }

  /**
   * Predicts neuroids.
   *
   * @param mapping the plugin
   * @param parameters its values
   */
  public record Predicting(Mapping mapping, Parameters parameters) implements Measure {
    @Override
    public String id() {
      return mapping.id();
    }

    @Override
    public Normalization normalization() {
      return Normalization.SQUARED_OVER_CEILING;
    }
  }

  /**
   * Compares.
   *
   * @param metric the plugin
   * @param parameters its values
   */
  public record Comparing(EvaluationMetric metric, Parameters parameters) implements Measure {
    @Override
    public String id() {
      return metric.id();
    }

    @Override
    public Normalization normalization() {
      return metric.normalization();
    }
  }

  /**
   * How stimuli are divided.
   *
   * @param kind at random or into folds
   * @param count how many times; of folds, at least 2
   * @param trainShare the part that is fitted on; of folds, what it comes to
   * @param seed what the divisions are drawn from, as scikit-learn draws them
   * @param strata a column of the recording whose values are spread evenly; empty for none
   * @param groups a column of which a value stays on one side; empty for none, and where there are
   *     strata
   */
  public record Splits(
      SplitKind kind,
      int count,
      double trainShare,
      int seed,
      Optional<String> strata,
      Optional<String> groups) {

    /** Checks that divisions are not both stratified and grouped. */
    public Splits {
      if (strata.isPresent() && groups.isPresent()) {
        throw new IllegalArgumentException("divisions both stratified and grouped");
      }
    }

    /**
     * Makes the settings of folds, each of which is scored on once.
     *
     * @param count how many, at least 2
     * @param seed what they are drawn from
     * @param strata the column whose values are spread
     * @param groups the column of which a value stays on one side
     * @return the settings
     */
    public static Splits folds(
        int count, int seed, Optional<String> strata, Optional<String> groups) {
      return new Splits(SplitKind.K_FOLD, count, (count - 1.0) / count, seed, strata, groups);
    }

    /**
     * Says how in a few words.
     *
     * @return for example {@code shuffle, stratified by object_name}
     */
    public String text() {
      return kind.id()
          + strata.map(column -> ", stratified by " + column).orElse("")
          + groups.map(column -> ", grouped by " + column).orElse("");
    }
  }

  /** The names of columns by which stimuli are stratified if nobody says otherwise. */
  public static final List<String> USUAL_STRATA = List.of("object_name", "texture_type");

  /** The time whose steps stand for an unrolled layer: that of the responses, if it is known. */
  TimeBin readoutWindow() {
    return window.orElseGet(Readout::usualWindow);
  }

  /**
   * Returns the settings for a file.
   *
   * @return by name
   */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("metric", measure.id());
    facts.put("parameters", measure.parameters().values());
    facts.put("formula", measure.normalization().formula());
    facts.put("split", splits.kind().id());
    facts.put("splits", splits.count());
    facts.put("train", splits.trainShare());
    facts.put("splitSeed", splits.seed());
    facts.put("stratify", splits.strata().orElse("none"));
    facts.put("group", splits.groups().orElse("none"));
    facts.put("readout", readout.id());
    window.ifPresent(bin -> facts.put("window", List.of(bin.start(), bin.end())));
    facts.put("course", courses.map(TemporalMode::key).orElse("none"));
    facts.put("largestLatency", largestLatency);
    facts.put("ceilingThreshold", ceilingThreshold);
    facts.put("bootstrap", draws);
    return facts;
  }
}
