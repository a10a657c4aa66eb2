// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.ConsistencyResult;
import org.retrograde.neural.score.Interval;

/** Every number of a score, as it stands in {@code neural.json}. */
public final class ScoreJson {

  private ScoreJson() {}

  /**
   * Returns a score for a file.
   *
   * @param facts what was scored, and how
   * @param regions what was found
   * @return maps, lists, numbers and texts
   */
  public static Map<String, Object> of(Map<String, Object> facts, List<RegionScore> regions) {
    Map<String, Object> json = new LinkedHashMap<>(facts);
    json.put("regions", regions.stream().map(ScoreJson::region).toList());
    return json;
  }

  /**
   * Returns a comparison for a file.
   *
   * @param comparison of two networks
   * @return maps, numbers and texts
   */
  public static Map<String, Object> compared(NetworkComparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("region", comparison.region());
    json.put("first", comparison.first());
    json.put("second", comparison.second());
    json.put("difference", comparison.difference().difference());
    Interval interval = comparison.difference().interval();
    json.put("interval", List.of(interval.low(), interval.high()));
    return json;
  }

  private static Map<String, Object> region(RegionScore region) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("region", region.region());
    json.put("stimuli", region.shown().stimuli());
    json.put("fewestTrials", region.shown().fewestTrials());
    json.put("mostTrials", region.shown().mostTrials());
    json.put("notes", region.shown().notes());
    json.put("best", region.best());
    json.put("layers", region.layers().stream().map(ScoreJson::layer).toList());
    json.put("selection", region.selection().stream().map(ScoreJson::layer).toList());
    json.put("report", layer(region.report()));
    region.course().ifPresent(course -> json.put("course", course(course)));
    region.consistency().ifPresent(result -> json.put("consistency", consistency(result)));
    return json;
  }

  private static Map<String, Object> consistency(ConsistencyResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", result.value());
    json.put("error", result.error());
    json.put("formula", "r_xy / sqrt(SB(r_xx) SB(r_yy))");
    json.put("draws", result.draws());
    json.put("skipped", result.skipped());
    json.put("unreliable", result.unreliable());
    return json;
  }

  private static Map<String, Object> course(TimeCourse course) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", course.layer());
    json.put("mode", course.mode().key());
    json.put("latency", course.latency());
    List<Map<String, Object>> bins = new ArrayList<>();
    for (int i = 0; i < course.bins().size(); i++) {
      Map<String, Object> bin = new LinkedHashMap<>(times(course.bins().get(i)));
      bin.putAll(layer(course.scores().get(i)));
      bins.add(bin);
    }
    json.put("bins", bins);
    json.put("lost", course.lost().stream().map(ScoreJson::times).toList());
    json.put("dropped", course.dropped().stream().map(ScoreJson::times).toList());
    return json;
  }

  private static Map<String, Object> times(TimeBin bin) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("start", bin.start());
    json.put("end", bin.end());
    return json;
  }

  private static Map<String, Object> layer(LayerScore score) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", score.layer());
    json.put("units", score.units());
    json.put("raw", score.raw());
    json.put("error", score.error());
    put(json, "ceiling", score.ceiling());
    put(json, "normalized", score.normalized());
    put(json, "before2026", score.before2026());
    json.put("neuroids", score.neuroids());
    json.put("excluded", score.excluded());
    score
        .interval()
        .ifPresent(interval -> json.put("interval", List.of(interval.low(), interval.high())));
    json.put("warnings", score.warnings());
    return json;
  }

  private static void put(Map<String, Object> json, String key, Optional<Double> value) {
    value.ifPresent(number -> json.put(key, number));
  }
}
