// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.features.LayerCatalog;

/**
 * Which layers are scored against which regions.
 *
 * @param layers their names, or {@link LayerCatalog#ALL} alone
 * @param regions some of the recording's; empty for each of them
 * @param byFile the stimulus of each file of a stimulus set
 * @param names how the user wrote them
 */
public record ScoreScope(
    List<String> layers, List<String> regions, Map<String, String> byFile, SettingNames names) {

  /** Copies the collections. */
  public ScoreScope {
    layers = List.copyOf(layers);
    regions = List.copyOf(regions);
    byFile = Map.copyOf(byFile);
  }

  /** The regions one by one; nothing stands for all neuroids of a recording that names none. */
  List<Optional<String>> regions(Recording recording) {
    List<String> wanted = regions.isEmpty() ? recording.regions() : regions;
    return wanted.isEmpty()
        ? List.of(Optional.empty())
        : wanted.stream().map(Optional::of).toList();
  }

  /** The stimuli that rows answer. */
  List<String> stimuli(List<String> images, List<String> recorded, String where) {
    return StimulusNames.ids(
        images, recorded, byFile, where, names.written("stimuli", "stimuli.csv"));
  }

  List<FeatureActivations> layers(FeatureFile file, List<String> recorded) {
    Map<String, FeatureFile.Layer> all = file.layers();
    List<String> ids =
        stimuli(file.names().orElseThrow(() -> unnamed(file)), recorded, file.file().toString());
    List<FeatureActivations> chosen = new ArrayList<>();
    for (String name : layers.equals(List.of(LayerCatalog.ALL)) ? all.keySet() : layers) {
      // Files have '.' where layers have '/'.
      FeatureFile.Layer layer = all.get(name.replace('/', '.'));
      if (layer == null) {
        throw RetrogradeException.usage(
            new Problem(
                names.where("layers"),
                "'" + name + "'",
                "some of " + String.join(", ", all.keySet()),
                "write for example " + names.written("layers", all.keySet().iterator().next())));
      }
      chosen.add(new FeatureActivations(file, layer, ids));
    }
    return chosen;
  }

  private static RetrogradeException unnamed(FeatureFile file) {
    return RetrogradeException.usage(
        new Problem(
            file.file().toString(),
            "rows without names",
            "an array 'ids' or 'files' that says which stimulus each row answers",
            "write the features again with --images, or add the array"));
  }
}
