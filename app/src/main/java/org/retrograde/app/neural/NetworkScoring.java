// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrograde.app.run.Version;

/**
 * Scores networks against one recording, one after the other.
 *
 * @param recording the neurons
 * @param assembly the recording's file
 * @param settings how layers are scored
 * @param scope which layers and regions
 * @param watcher hears how it goes
 */
public record NetworkScoring(
    Recording recording,
    Path assembly,
    ScoreSettings settings,
    ScoreScope scope,
    ScoreWatcher watcher) {

  /** What bootstraps are drawn from. */
  static final long SEED = 1;

  /**
   * Scores a network.
   *
   * @param model its folder or file
   * @param source its features
   * @param steps the checkpoints that are scored too; may be empty
   * @return what was found
   * @throws org.retrograde.api.error.RetrogradeException if features and recording do not fit
   */
  public NetworkScore score(Path model, FeatureSource source, List<Long> steps) {
    List<Map<String, Object>> training = new ArrayList<>();
    for (long step : steps) {
      training.add(ScoreJson.of(Map.of("step", step), regions(source, OptionalLong.of(step))));
    }
    List<RegionScore> regions = regions(source, OptionalLong.empty());
    return new NetworkScore(model, facts(model, source), regions, training);
  }

  private List<RegionScore> regions(FeatureSource source, OptionalLong step) {
    NeuralScoring scoring = new NeuralScoring(settings, SEED, watcher);
    List<RegionScore> scores = new ArrayList<>();
    try (FeatureFile features = source.open(step)) {
      for (Optional<String> region : scope.regions(recording)) {
        scores.add(scoring.score(recording, region, ids -> scope.layers(features, ids)));
        watcher.ended();
      }
    } finally {
      source.remove();
    }
    return scores;
  }

  private Map<String, Object> facts(Path model, FeatureSource source) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", Version.current());
    facts.put("model", model.toString());
    facts.put("reduction", source.reduction());
    facts.put("assembly", assembly.toString());
    facts.put("recording", recording.source().assembly().identifier());
    facts.putAll(settings.facts());
    return facts;
  }
}
