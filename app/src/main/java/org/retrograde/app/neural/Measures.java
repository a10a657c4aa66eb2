// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.app.plugin.PluginCatalog;

/**
 * What can be computed of activations and responses.
 *
 * @param catalog the plugins
 */
public record Measures(PluginCatalog catalog) {

  /**
   * Lists what there is.
   *
   * @return the ids, those of mappings first
   */
  public List<String> ids() {
    List<String> all = new ArrayList<>(catalog.mappings().ids());
    all.addAll(catalog.metrics().ids());
    return all;
  }

  /**
   * Finds a measure.
   *
   * @param id the plugin's id
   * @param values its checked parameters
   * @return the measure; empty if there is none of that id
   */
  public Optional<ScoreSettings.Measure> find(String id, Function<Plugin, Parameters> values) {
    if (catalog.mappings().ids().contains(id)) {
      var mapping = catalog.mappings().get(id, id);
      return Optional.of(new ScoreSettings.Predicting(mapping, values.apply(mapping)));
    }
    if (catalog.metrics().ids().contains(id)) {
      var metric = catalog.metrics().get(id, id);
      return Optional.of(new ScoreSettings.Comparing(metric, values.apply(metric)));
    }
    return Optional.empty();
  }
}
