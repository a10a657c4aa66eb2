// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.YamlReader;

/** Options that stand for keys of an experiment. */
final class ExperimentFlags {

  /** The one option that may be repeated. */
  static final String SET = "set";

  /** An option and the key it stands for. */
  private record Flag(String key, String placeholder, String description, boolean isText) {}

  private static final Map<String, Flag> FLAGS = flags();

  private ExperimentFlags() {}

  /** Adds {@code --set}, by which any key can be given. */
  static Options withSet(Options options) {
    return options.addOption(
        Option.builder()
            .longOpt(SET)
            .hasArg()
            .argName("KEY=VALUE")
            .desc("set any key, for example training.task.learningRate=0.1; may be repeated")
            .build());
  }

  /** Adds an option for each of the keys that are set most often. */
  static Options withKeys(Options options) {
    FLAGS.forEach(
        (name, flag) ->
            options.addOption(CommonOptions.value(name, flag.placeholder(), flag.description())));
    return withSet(options);
  }

  /** Returns a document with the keys that options set. */
  static Document apply(Document document, Invocation invocation) {
    Document result = document;
    for (Map.Entry<String, Flag> entry : FLAGS.entrySet()) {
      @Nullable String text = invocation.value(entry.getKey()).orElse(null);
      if (text != null) {
        String option = "--" + entry.getKey();
        result =
            result.with(
                entry.getValue().key(),
                entry.getValue().isText() ? text : value(option, text),
                option);
      }
    }
    return applySet(result, invocation);
  }

  static Document applySet(Document document, Invocation invocation) {
    Document result = document;
    String @Nullable [] values = invocation.line().getOptionValues(SET);
    for (String assignment : values == null ? new String[0] : values) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw Invocation.usage(
            "--set", "'" + assignment + "'", "KEY=VALUE", "write for example --set seed=2");
      }
      String key = assignment.substring(0, equals);
      result = result.with(key, value("--set " + key, assignment.substring(equals + 1)), "--set");
    }
    return result;
  }

  /** Replaces the rules of a document by those of a list of ids. */
  static Document applyRules(Document document, String ids) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (String id : ids.split(",", -1)) {
      rules.add(Map.of("id", id.strip()));
    }
    return document.without("rule").without("rules").with("rules", rules, "--rules");
  }

  static Document applySeeds(Document document, String seeds) {
    Object list = value("--seeds", "[" + seeds + "]");
    return document.without("seed").without("seeds").with("seeds", list, "--seeds");
  }

  private static Object value(String where, String text) {
    return new YamlReader().value(where, text);
  }

  private static Map<String, Flag> flags() {
    Map<String, Flag> flags = new LinkedHashMap<>();
    flags.put("name", new Flag("name", "NAME", "what the run folder is called", true));
    flags.put(
        "seed", new Flag("seed", "N", "where all randomness is derived from (default 1)", false));
    flags.put("dataset", new Flag("dataset.id", "ID", "the dataset (default fashion-mnist)", true));
    flags.put(
        "architecture",
        new Flag("architecture.id", "ID", "the network (default resnet-cifar)", true));
    flags.put(
        "depth", new Flag("architecture.depth", "N", "its depth in layers with weights", false));
    flags.put(
        "rule", new Flag("rule.id", "ID", "the learning rule (default backpropagation)", true));
    flags.put(
        "epochs", new Flag("training.epochs", "N", "passes through the training images", false));
    flags.put("batch", new Flag("training.batchSize", "N", "images in a training step", false));
    flags.put(
        "learning-rate",
        new Flag("training.task.learningRate", "R", "the base rate of the weights", false));
    return Collections.unmodifiableMap(flags);
  }
}
