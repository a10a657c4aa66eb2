// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes files of scores as {@code score} leaves them. */
final class SampleScores {

  private SampleScores() {}

  /** Three layers and two regions; layer conv2 is chosen, conv3 the highest on all stimuli. */
  static Path write(Path folder) {
    return write(folder, text("ridge", region("IT", 0.6, true), region("V4", 0.5, true)));
  }

  static Path write(Path folder, String json) {
    SampleRuns.put(folder, Predictivity.FILE, json);
    return folder.resolve(Predictivity.FILE);
  }

  static String text(String metric, String... regions) {
    return """
    {"model": "somewhere/features.npz", "assembly": "recording.nc", "metric": "%s",
     "parameters": {"alpha": 1.0}, "formula": "r^2/c", "splits": 10, "train": 0.9,
     "splitSeed": 1, "stratify": "object_name", "readout": "window", "window": [70.0, 170.0],
     "regions": [%s]}
    """
        .formatted(metric, String.join(", ", regions));
  }

  /** Without a ceiling there is neither interval nor normalised score. */
  static String region(String name, double raw, boolean ceiling) {
    String report = score("conv2", raw, ceiling, "");
    return """
    {"region": "%s", "stimuli": 48, "best": "conv2", "layers": [%s], "selection": [%s],
     "report": %s, "course": {"layer": "conv2", "mode": "shared", "latency": 1,
       "bins": [%s], "lost": [%s], "dropped": [%s]}%s}
    """
        .formatted(
            name,
            String.join(
                ", ",
                score("conv1", -0.1, ceiling, ""),
                score("conv2", raw, ceiling, ""),
                score("conv3", raw + 0.05, ceiling, "")),
            score("conv2", raw + 0.1, ceiling, ""),
            report,
            List.of(60, 70, 80).stream()
                .map(start -> bin(start, raw, ceiling && start > 60))
                .collect(Collectors.joining(", ")),
            span(50),
            ceiling ? span(60) : "",
            ceiling
                ? ", \"consistency\": {\"value\": 0.812, \"error\": 0.02, \"formula\": \"r_xy\"}"
                : "");
  }

  private static String bin(int start, double raw, boolean ceiling) {
    return score("conv2", raw - start / 1000.0, ceiling, times(start) + ", ");
  }

  private static String span(int start) {
    return "{" + times(start) + "}";
  }

  private static String times(int start) {
    return String.format(Locale.ROOT, "\"start\": %d.0, \"end\": %d.0", start, start + 10);
  }

  private static String score(String layer, double raw, boolean ceiling, String times) {
    double c = 0.8;
    String normalised =
        ceiling
            ? String.format(
                Locale.ROOT,
                "\"ceiling\": %.3f, \"normalized\": %.4f, \"before2026\": %.4f, \"interval\":"
                    + " [%.3f, %.3f], ",
                c,
                Math.signum(raw) * raw * raw / c,
                Math.signum(raw) * raw * raw / c / c,
                raw - 0.1,
                raw + 0.1)
            : "";
    return String.format(
        Locale.ROOT,
        "{%s\"layer\": \"%s\", \"units\": 1024, \"raw\": %.4f, \"error\": 0.01, %s\"neuroids\": 8,"
            + " \"excluded\": [\"2 with no response to a stimulus\"], \"warnings\": [%s]}",
        times,
        layer,
        raw,
        normalised,
        layer.equals("conv1") ? "\"3 constant units\"" : "");
  }
}
