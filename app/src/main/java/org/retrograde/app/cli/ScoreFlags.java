// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.app.neural.Readout;
import org.retrograde.app.neural.Recording;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.TemporalMode;

/** Options that say how layers are scored. */
final class ScoreFlags {

  private static final String METRIC = "metric";
  private static final String METRIC_SET = "metric-set";
  private static final String READOUT = "readout";
  private static final String WINDOW = "window";
  private static final String COURSE = "course";
  private static final String LATENCY = "latency";
  private static final String THRESHOLD = "ceiling-threshold";
  private static final String BOOTSTRAP = "bootstrap";
  private static final String CONSISTENCY = "consistency";
  private static final String NONE = "none";
  private static final double MAPPING_TRAIN = 0.9;
  private static final double SIMILARITY_TRAIN = 0.5;
  private static final Pattern TIMES =
      Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)-(-?[0-9]+(?:\\.[0-9]+)?)");

  private ScoreFlags() {}

  static Options addTo(Options options) {
    options
        .addOption(
            CommonOptions.value(METRIC, "ID", "a mapping or a metric, see 'plugins' (default pls)"))
        .addOption(
            CommonOptions.value(
                METRIC_SET, "KEY=VALUE,KEY=VALUE", "its parameters, for example components=10"));
    SplitFlags.addTo(options);
    return addTimes(options);
  }

  private static Options addTimes(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                READOUT,
                "STEPS",
                "which steps of an unrolled layer count in the table: window (default: those in"
                    + " the time window), mean or last"))
        .addOption(
            CommonOptions.value(
                WINDOW,
                "FROM-TO",
                "time over which responses are averaged, in ms (default 70-170, as far as it was"
                    + " recorded)"))
        .addOption(
            CommonOptions.value(
                COURSE,
                "MODE",
                "scores over time: shared (default where there are time bins: one mapping for all),"
                    + " per-bin, flattened or none"))
        .addOption(
            CommonOptions.value(
                LATENCY, "N", "the most steps that neurons may lag behind the network (default 5)"))
        .addOption(
            CommonOptions.value(THRESHOLD, "C", "ceilings below are not divided by (default 0.1)"))
        .addOption(
            CommonOptions.value(
                BOOTSTRAP, "N", "samples of neuroids behind intervals (default 1000)"))
        .addOption(
            CommonOptions.value(
                CONSISTENCY,
                "N",
                "the noise-corrected consistency of the best layer too, from N random halves of the"
                    + " trials (published: 1000; default 0, none)"));
  }

  static ScoreSettings of(Invocation invocation, PluginCatalog catalog, Recording recording) {
    boolean hasBins = recording.hasBins();
    ScoreSettings.Measure measure = measure(invocation, catalog);
    boolean predicts = measure instanceof ScoreSettings.Predicting;
    return new ScoreSettings(
        measure,
        SplitFlags.of(invocation, predicts ? MAPPING_TRAIN : SIMILARITY_TRAIN, recording::has),
        readout(invocation),
        window(invocation, recording),
        course(invocation, hasBins && predicts),
        invocation.number(LATENCY, 5, 0, 1000),
        decimal(invocation, THRESHOLD, 0.1, 0, 1),
        invocation.number(BOOTSTRAP, 1000, 1, 1_000_000),
        predicts ? invocation.number(CONSISTENCY, 0, 0, 100_000) : 0);
  }

  private static ScoreSettings.Measure measure(Invocation invocation, PluginCatalog catalog) {
    String id = invocation.value(METRIC).orElse("pls");
    List<String> mappings = catalog.mappings().all().stream().map(Found::id).toList();
    List<String> metrics = catalog.metrics().all().stream().map(Found::id).toList();
    if (mappings.contains(id)) {
      var mapping = catalog.mappings().get(id, "--" + METRIC);
      return new ScoreSettings.Predicting(mapping, parameters(invocation, mapping));
    }
    if (metrics.contains(id)) {
      var metric = catalog.metrics().get(id, "--" + METRIC);
      return new ScoreSettings.Comparing(metric, parameters(invocation, metric));
    }
    List<String> all = new java.util.ArrayList<>(mappings);
    all.addAll(metrics);
    throw Invocation.usage(
        "--" + METRIC,
        "'" + id + "'",
        "one of " + String.join(", ", all),
        Nearest.to(id, all).map(near -> "did you mean '" + near + "'?").orElse("choose one"));
  }

  private static Parameters parameters(Invocation invocation, Plugin plugin) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String pair :
        invocation.value(METRIC_SET).map(t -> t.split(",", -1)).orElse(new String[0])) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw Invocation.usage(
            "--" + METRIC_SET,
            "'" + pair + "'",
            "KEY=VALUE",
            "write for example --" + METRIC_SET + " components=10");
      }
      values.put(pair.substring(0, equals).strip(), scalar(pair.substring(equals + 1).strip()));
    }
    return plugin.parameters().bind(values, KeyLocation.under(plugin.id()));
  }

  /** A number, a flag or a text, as in an experiment file. */
  private static Object scalar(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException notANumber) {
        return text;
      }
    }
  }

  private static Readout readout(Invocation invocation) {
    String id = invocation.value(READOUT).orElse(Readout.WINDOW.id());
    return Readout.of(id).orElseThrow(() -> oneOf(READOUT, id, Readout.ids()));
  }

  private static Optional<TimeBin> window(Invocation invocation, Recording recording) {
    Optional<String> text = invocation.value(WINDOW);
    if (text.isEmpty()) {
      return recording.usualWindow();
    }
    Matcher times = TIMES.matcher(text.get());
    if (!times.matches()
        || Double.parseDouble(times.group(1)) >= Double.parseDouble(times.group(2))) {
      throw Invocation.usage(
          "--" + WINDOW,
          "'" + text.get() + "'",
          "two times in ms, the first less than the second",
          "write for example --" + WINDOW + " 70-170");
    }
    return Optional.of(
        new TimeBin(Double.parseDouble(times.group(1)), Double.parseDouble(times.group(2))));
  }

  private static Optional<TemporalMode> course(Invocation invocation, boolean possible) {
    String key = invocation.value(COURSE).orElse(possible ? TemporalMode.SHARED.key() : NONE);
    if (key.equals(NONE)) {
      return Optional.empty();
    }
    if (!possible) {
      throw Invocation.usage(
          "--" + COURSE,
          "'" + key + "' for a recording with one time bin, or for a metric that predicts nothing",
          "several time bins and a mapping",
          "leave it out");
    }
    for (TemporalMode mode : TemporalMode.values()) {
      if (mode.key().equals(key)) {
        return Optional.of(mode);
      }
    }
    List<String> all = new java.util.ArrayList<>(TemporalMode.keys());
    all.add(NONE);
    throw oneOf(COURSE, key, all);
  }

  static RetrogradeException oneOf(String option, String found, List<String> all) {
    return Invocation.usage(
        "--" + option,
        "'" + found + "'",
        "one of " + String.join(", ", all),
        "write for example --" + option + " " + all.get(0));
  }

  static double decimal(
      Invocation invocation, String option, double byDefault, double least, double most) {
    Optional<String> text = invocation.value(option);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notBetween(option, text.get(), least, most);
    }
    throw notBetween(option, text.get(), least, most);
  }

  private static RetrogradeException notBetween(
      String option, String found, double least, double most) {
    return Invocation.usage(
        "--" + option,
        "'" + found + "'",
        "a number from " + least + " to " + most,
        "write for example --" + option + " " + (least + most) / 2);
  }
}
