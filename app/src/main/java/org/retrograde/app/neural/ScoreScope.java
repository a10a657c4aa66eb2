// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<String> ids = stimuli(file.requireNames(), recorded, file.file().toString());
    return file.choose(layers, names, "layers").stream()
        .map(layer -> new FeatureActivations(file, layer, ids))
        .toList();
  }
}
