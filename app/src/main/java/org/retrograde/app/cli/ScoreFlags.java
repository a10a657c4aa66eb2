// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.app.neural.Measures;
import org.retrograde.app.neural.ScoreOptions;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.plugin.PluginCatalog;

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

  static ScoreOptions of(Invocation invocation, PluginCatalog catalog) {
    return new ScoreOptions(
        measure(invocation, catalog),
        OptionNames.values(invocation, NeuronKeys.splits().and(NeuronKeys.scoring())),
        new OptionNames());
  }

  private static ScoreSettings.Measure measure(Invocation invocation, PluginCatalog catalog) {
    String id = invocation.value(METRIC).orElse(NeuronKeys.USUAL_METRIC);
    Measures measures = new Measures(catalog);
    return measures
        .find(id, plugin -> parameters(invocation, plugin))
        .orElseThrow(() -> unknown(id, measures.ids()));
  }

  private static RetrogradeException unknown(String id, List<String> all) {
    return Invocation.usage(
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
