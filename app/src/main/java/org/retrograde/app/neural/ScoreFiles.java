// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;

/**
 * The files of a score: {@code neural.json} with every number, {@code scores.csv} with the tables.
 *
 * @param folder where they go; made if it is not there
 */
public record ScoreFiles(Path folder) {

  /** The file with every number. */
  public static final String JSON = "neural.json";

  /** The file with the tables. */
  public static final String CSV = "scores.csv";

  private static final String HEADING =
      "region,part,layer,start_ms,end_ms,units,raw,error,ceiling,normalized,before2026,neuroids\n";

  /**
   * Writes the files. Each appears under its name when it is whole.
   *
   * @param json writes JSON
   * @param score every number
   * @param regions the tables
   * @throws org.retrograde.api.error.RetrogradeException if they cannot be written
   */
  public void write(Json json, Map<String, Object> score, List<RegionScore> regions) {
    RunFolder files = RunFolder.opened(folder);
    files.write(JSON, json.pretty(score) + "\n");
    files.write(CSV, csv(regions));
  }

  private static String csv(List<RegionScore> regions) {
    StringBuilder csv = new StringBuilder(HEADING);
    for (RegionScore region : regions) {
      region.layers().forEach(score -> line(csv, region, "all", ",", score));
      region.selection().forEach(score -> line(csv, region, "selection", ",", score));
      line(csv, region, "report", ",", region.report());
      region
          .course()
          .ifPresent(
              course -> {
                for (int i = 0; i < course.bins().size(); i++) {
                  String times = course.bins().get(i).start() + "," + course.bins().get(i).end();
                  line(csv, region, "course", times, course.scores().get(i));
                }
              });
    }
    return csv.toString();
  }

  private static void line(
      StringBuilder csv, RegionScore region, String part, String times, LayerScore score) {
    csv.append(
        String.join(
            ",",
            quoted(region.region()),
            part,
            quoted(score.layer()),
            times,
            String.valueOf(score.units()),
            String.valueOf(score.raw()),
            String.valueOf(score.error()),
            score.ceiling().map(String::valueOf).orElse(""),
            score.normalized().map(String::valueOf).orElse(""),
            score.before2026().map(String::valueOf).orElse(""),
            String.valueOf(score.neuroids())));
    csv.append('\n');
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
