// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.app.experiment.NeuronSettings;
import org.retrograde.app.features.ImageChoice;
import org.retrograde.app.features.Reduction;
import org.retrograde.app.plugin.PluginCatalog;

/**
 * What the section {@code neurons} of an experiment asks for.
 *
 * @param keys the values of its plain keys
 * @param images which images are shown
 * @param reduction what becomes of layers' outputs
 * @param options how layers are scored
 * @param simulation the neurons, where none were recorded
 */
record NeuronPlan(
    Parameters keys,
    ImageChoice images,
    Reduction reduction,
    ScoreOptions options,
    Optional<Simulated> simulation) {

  private static final String REDUCE = "reduce";

  /**
   * Neurons that nobody recorded.
   *
   * @param simulation what they are like
   * @param regions the region of those that follow each layer, by layer
   */
  record Simulated(Simulation simulation, Map<String, String> regions) {
    List<String> layers() {
      return List.copyOf(regions.keySet());
    }
  }

  static NeuronPlan of(NeuronSettings settings, PluginCatalog catalog) {
    Parameters keys = settings.keys();
    ScoreSettings.Measure measure =
        new Measures(catalog)
            .find(settings.metric().id(), plugin -> settings.metric().parameters())
            .orElseThrow();
    return new NeuronPlan(
        keys,
        new ImageChoice(
            path(keys, "images"),
            keys.text("part"),
            keys.has("limit") ? keys.size("limit") : Integer.MAX_VALUE),
        reduction(keys),
        new ScoreOptions(measure, keys, new SectionNames()),
        settings.simulate().map(s -> simulated(s.keys())));
  }

  private static Simulated simulated(Parameters keys) {
    Map<String, String> regions = new LinkedHashMap<>();
    for (String pair : keys.texts("layers")) {
      int equals = pair.lastIndexOf('=');
      regions.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return new Simulated(
        new Simulation(Simulation.population(keys), keys.integer("seed")), regions);
  }

  private static Reduction reduction(Parameters keys) {
    return Reduction.of(keys.text(REDUCE), keys.integer("projectionSeed"))
        .orElseThrow(
            () ->
                RetrogradeException.usage(
                    new Problem(
                        new SectionNames().where(REDUCE),
                        "'" + keys.text(REDUCE) + "'",
                        Reduction.FORMS,
                        "write for example " + new SectionNames().written(REDUCE, "random:512"))));
  }

  /** The recording; empty where it is simulated. */
  Optional<Path> assembly() {
    return path(keys, "assembly");
  }

  Optional<Path> stimuli() {
    return path(keys, "stimuli");
  }

  OptionalLong every() {
    String key = NeuronKeys.every().name();
    return keys.has(key) ? OptionalLong.of(keys.integer(key)) : OptionalLong.empty();
  }

  ScoreScope scope() {
    return new ScoreScope(
        keys.texts("layers"),
        keys.texts("regions"),
        Recordings.byFile(stimuli()),
        new SectionNames());
  }

  private static Optional<Path> path(Parameters keys, String key) {
    return keys.has(key) ? Optional.of(Path.of(keys.text(key))) : Optional.empty();
  }
}
