// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.neural.FeatureActivations;
import org.retrograde.app.neural.FeatureFile;
import org.retrograde.app.neural.NeuralScoring;
import org.retrograde.app.neural.Recording;
import org.retrograde.app.neural.RegionScore;
import org.retrograde.app.neural.ScoreFiles;
import org.retrograde.app.neural.ScoreJson;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.neural.StimulusNames;
import org.retrograde.app.run.Version;
import org.retrograde.neural.score.PairedComparison;

/**
 * Scores networks against one recording, one after the other.
 *
 * @param invocation the options
 * @param bench what is worked with
 * @param recording the neurons
 * @param settings how layers are scored
 * @param assembly the recording's file
 */
record ScoreRun(
    Invocation invocation,
    Workbench bench,
    Recording recording,
    ScoreSettings settings,
    Path assembly) {

  private static final long SEED = 1;

  /**
   * What was found for a network.
   *
   * @param name the folder or file
   * @param json every number
   * @param regions the tables
   */
  record Result(String name, Map<String, Object> json, List<RegionScore> regions) {}

  /** Writes the files of a network's score. */
  Result score(ScoreTargets.Target target, OptionalLong every) {
    List<Map<String, Object>> training = new ArrayList<>();
    for (long step : steps(target.model(), every)) {
      ModelFeatures made = features(target, OptionalLong.of(step));
      training.add(ScoreJson.of(Map.of("step", step), regions(made)));
    }
    ModelFeatures made = features(target, OptionalLong.empty());
    List<RegionScore> regions = regions(made);
    Map<String, Object> json = ScoreJson.of(facts(target.model(), made.reduction()), regions);
    if (!training.isEmpty()) {
      json.put("training", training);
    }
    new ScoreFiles(target.out()).write(invocation.json(), json, regions);
    if (!invocation.wantsJson()) {
      invocation.print("\n" + target.model());
      regions.forEach(region -> invocation.print(ScoreText.of(region)));
      invocation.print(ScoreText.training(training));
    }
    return new Result(String.valueOf(target.model().getFileName()), json, regions);
  }

  /** Every network's best layers less the first's, on the same stimuli and neuroids. */
  List<String> compared(List<Result> results) {
    List<String> lines = new ArrayList<>();
    for (Result other : results.subList(1, results.size())) {
      for (int i = 0; i < other.regions().size(); i++) {
        RegionScore one = results.get(0).regions().get(i);
        RegionScore two = other.regions().get(i);
        if (one.detail().isPresent() && two.detail().isPresent()) {
          PairedComparison comparison =
              PairedComparison.of(
                  two.detail().get(),
                  one.detail().get(),
                  settings.draws(),
                  RandomStream.of(SEED, "neural/compared", i));
          lines.add(
              ScoreText.compared(one.region(), results.get(0).name(), other.name(), comparison));
        }
      }
    }
    return lines;
  }

  private List<Long> steps(Path run, OptionalLong every) {
    return every.isEmpty()
        ? List.of()
        : ModelFlags.reader(bench, invocation).checkpoints(run).stream()
            .filter(step -> step % every.getAsLong() == 0)
            .toList();
  }

  private ModelFeatures features(ScoreTargets.Target target, OptionalLong step) {
    return new ModelFeatures(target.model(), target.out(), step, invocation, bench);
  }

  private List<RegionScore> regions(ModelFeatures made) {
    ScoreProgress progress = new ScoreProgress(invocation);
    NeuralScoring scoring = new NeuralScoring(settings, SEED, progress);
    List<RegionScore> scores = new ArrayList<>();
    try (FeatureFile features =
        made.open(invocation.value(ScoreCommand.LAYERS).orElse(LayerCatalog.ALL))) {
      for (Optional<String> region : regions()) {
        scores.add(scoring.score(recording, region, ids -> layers(features, ids)));
        progress.end();
      }
    } finally {
      made.remove();
    }
    return scores;
  }

  private List<Optional<String>> regions() {
    List<String> wanted =
        invocation
            .value(ScoreCommand.REGION)
            .map(text -> List.of(text.split(",", -1)))
            .orElseGet(recording::regions);
    return wanted.isEmpty()
        ? List.of(Optional.empty())
        : wanted.stream().map(region -> Optional.of(region.strip())).toList();
  }

  private List<FeatureActivations> layers(FeatureFile file, List<String> recorded) {
    Map<String, FeatureFile.Layer> all = file.layers();
    List<String> names = file.names().orElseThrow(() -> unnamed(file));
    List<String> ids =
        StimulusNames.ids(
            names,
            recorded,
            Recordings.byFile(invocation.path(ScoreCommand.STIMULI)),
            file.file().toString());
    List<FeatureActivations> layers = new ArrayList<>();
    for (String name : wanted(all)) {
      // Files have '.' where layers have '/'.
      FeatureFile.Layer layer = all.get(name.strip().replace('/', '.'));
      if (layer == null) {
        throw Invocation.usage(
            "--" + ScoreCommand.LAYERS,
            "'" + name + "'",
            "some of " + String.join(", ", all.keySet()),
            "write for example --" + ScoreCommand.LAYERS + " " + all.keySet().iterator().next());
      }
      layers.add(new FeatureActivations(file, layer, ids));
    }
    return layers;
  }

  private List<String> wanted(Map<String, FeatureFile.Layer> all) {
    return invocation
        .value(ScoreCommand.LAYERS)
        .filter(text -> !text.equals(LayerCatalog.ALL))
        .map(text -> List.of(text.split(",", -1)))
        .orElseGet(() -> List.copyOf(all.keySet()));
  }

  private static RetrogradeException unnamed(FeatureFile file) {
    return Invocation.usage(
        file.file().toString(),
        "rows without names",
        "an array 'ids' or 'files' that says which stimulus each row answers",
        "write the features again with --images, or add the array");
  }

  private Map<String, Object> facts(Path model, String reduction) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", Version.current());
    facts.put("model", model.toString());
    facts.put("reduction", reduction);
    facts.put("assembly", assembly.toString());
    facts.putAll(settings.facts());
    return facts;
  }
}
