// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found for a network.
 *
 * @param model its folder or file
 * @param facts every setting that the numbers depend on
 * @param regions the tables
 * @param training the same of checkpoints during training, as they stand in {@link
 *     ScoreFiles#JSON}; may be empty
 */
public record NetworkScore(
    Path model,
    Map<String, Object> facts,
    List<RegionScore> regions,
    List<Map<String, Object>> training) {

  /** Copies the lists. */
  public NetworkScore {
    facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    regions = List.copyOf(regions);
    training = List.copyOf(training);
  }

  /**
   * Returns what the network is called.
   *
   * @return the name of its folder or file
   */
  public String name() {
    return String.valueOf(model.getFileName());
  }

  /**
   * Returns every number.
   *
   * @return what stands in {@link ScoreFiles#JSON}
   */
  public Map<String, Object> json() {
    Map<String, Object> json = ScoreJson.of(facts, regions);
    if (!training.isEmpty()) {
      json.put("training", training);
    }
    return json;
  }
}
