// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.Intervals;
import org.retrograde.engine.train.Memory;
import org.retrograde.engine.train.Regime;
import org.retrograde.engine.train.TrainingPlan;

/** Turns a document into a checked experiment. */
public final class ExperimentParser {

  /** Keys in several forms, and one that may be absent as a whole. */
  private static final Set<String> BY_THEMSELVES =
      Set.of(
          ArchitectureParser.ONE, ArchitectureParser.SEVERAL, "rule", "rules", NeuronKeys.SECTION);

  private final ExperimentSchema schema;
  private final RuleParser ruleParser;
  private final ArchitectureParser architectureParser;
  private final NeuronParser neuronParser;
  private final RuleAssembler assembler;

  /**
   * A parser of experiments.
   *
   * @param catalog the plugins that experiments may name
   */
  public ExperimentParser(PluginCatalog catalog) {
    this.schema = new ExperimentSchema(catalog);
    this.ruleParser = new RuleParser(schema);
    this.architectureParser = new ArchitectureParser(schema);
    this.neuronParser = new NeuronParser(schema, architectureParser);
    this.assembler = new RuleAssembler(catalog.rules());
  }

  /**
   * Checks a document.
   *
   * @param document the keys and values
   * @return the experiment, defaults filled in
   * @throws RetrogradeException if a key is unknown, unused, missing, mistyped or out of range, or
   *     a plugin is unknown
   */
  public Experiment parse(Document document) {
    KeyLocation location = document.location();
    Map<String, Object> raw = document.root();
    Bound root =
        SectionBinder.bind(
            schema.root().without(ArchitectureParser.ONE).without(NeuronKeys.SECTION),
            raw,
            location,
            BY_THEMSELVES);
    List<ArchitectureSettings> architectures = architectureParser.parse(raw, location);
    List<RuleSettings> rules = rules(raw, location);
    requireAlignmentUsed(raw, rules, location);
    TrainingSettings training = training(root.section("training"), location.inside("training"));
    requireAligned(training.plan().regime(), rules, location);
    DatasetSettings dataset = dataset(root.section("dataset"), location.inside("dataset"));
    return new Experiment(
        name(root.keys(), location),
        seeds(root.keys(), raw, location),
        dataset,
        architectures,
        rules,
        training,
        root.keys().has(ExperimentSchema.INITIAL_WEIGHTS)
            ? Optional.of(root.keys().text(ExperimentSchema.INITIAL_WEIGHTS))
            : Optional.empty(),
        neuronParser.parse(raw, dataset, location));
  }

  private static String name(Parameters keys, KeyLocation location) {
    return RuleParser.label(keys.text("name"), key -> location.of("name"));
  }

  private static List<Long> seeds(Parameters keys, Map<String, Object> raw, KeyLocation location) {
    if (!raw.containsKey("seeds")) {
      return List.of(keys.integer("seed"));
    }
    if (raw.containsKey("seed")) {
      throw problem(
          location.of("seeds"), "seed and seeds", "one of the two", "remove 'seed' or 'seeds'");
    }
    List<Long> seeds = keys.integers("seeds");
    if (seeds.isEmpty() || Set.copyOf(seeds).size() != seeds.size()) {
      throw problem(
          location.of("seeds"),
          seeds.toString(),
          "at least one seed, and each once",
          "correct the list");
    }
    return seeds;
  }

  private static DatasetSettings dataset(Bound dataset, KeyLocation location) {
    Parameters augmentation = dataset.section("augmentation").keys();
    return new DatasetSettings(
        new PluginChoice(dataset.option(), dataset.optionKeys()),
        Preparations.of(dataset.keys(), location),
        augmentation.size("padCrop"),
        augmentation.flag("flip"));
  }

  private List<RuleSettings> rules(Map<String, Object> raw, KeyLocation location) {
    if (raw.containsKey("rule") == raw.containsKey("rules")) {
      String found = raw.containsKey("rule") ? "rule and rules" : "neither rule nor rules";
      throw problem(
          location.of("rule"),
          found,
          "one of the two",
          "write 'rule: {id: backpropagation}' or the like");
    }
    return raw.containsKey("rule")
        ? List.of(rule(raw.get("rule"), "rule", location))
        : rulesOf(raw.get("rules"), location);
  }

  private List<RuleSettings> rulesOf(@Nullable Object raw, KeyLocation location) {
    List<?> entries =
        RuleParser.list(raw, location.of("rules"), "'- {id: backpropagation}' for each rule");
    List<RuleSettings> rules = new ArrayList<>();
    Set<String> labels = new LinkedHashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      RuleSettings rule = rule(entries.get(i), "rules[" + i + "]", location);
      if (!labels.add(rule.label())) {
        String found = "a second rule called '" + rule.label() + "'";
        throw problem(
            location.of("rules[" + i + "]"),
            found,
            "a name for each",
            "add a 'label' to one of them");
      }
      rules.add(rule);
    }
    return rules;
  }

  private RuleSettings rule(@Nullable Object raw, String path, KeyLocation location) {
    Map<String, Object> values = SectionBinder.map(raw, location.of(path), "{id: backpropagation}");
    RuleSettings rule = ruleParser.parse(values, location.inside(path));
    try {
      assembler.assemble(rule);
    } catch (RetrogradeException e) {
      Problem problem = e.problem();
      String where = location.of(path) + " (" + problem.where() + ")";
      throw problem(where, problem.found(), problem.expected(), problem.advice());
    }
    return rule;
  }

  private void requireAlignmentUsed(
      Map<String, Object> raw, List<RuleSettings> rules, KeyLocation location) {
    boolean given =
        raw.get("training") instanceof Map<?, ?> training && training.containsKey("alignment");
    if (given && rules.stream().noneMatch(assembler::usesAlignmentOptimizer)) {
      String labels = String.join(", ", rules.stream().map(RuleSettings::label).toList());
      throw problem(
          location.of("training.alignment"),
          "an optimiser of B, which nothing uses",
          "no such section, since no rule moves B by it (" + labels + ")",
          "remove it, or choose a rule that aligns B");
    }
  }

  /** Each rule, since each runs with the same regime. */
  private void requireAligned(Regime regime, List<RuleSettings> rules, KeyLocation location) {
    List<String> others =
        rules.stream()
            .filter(rule -> !assembler.usesAlignmentOptimizer(rule))
            .map(RuleSettings::label)
            .toList();
    if (regime.separates() && !others.isEmpty()) {
      String key = regime.delayEpochs() > 0 ? "delayEpochs" : "alternate";
      throw problem(
          location.of("training." + key),
          "steps that move B alone, for a rule that moves no B (" + String.join(", ", others) + ")",
          "rules that move B by the alignment optimiser; with others those steps would do nothing",
          "remove " + key + ", or run such rules in a file of their own");
    }
  }

  private static TrainingSettings training(Bound training, KeyLocation location) {
    Parameters keys = training.keys();
    OptimizerSpec task = Optimizers.of(training.section("task"), location.inside("task"));
    OptimizerSpec alignment =
        Optimizers.of(training.section("alignment"), location.inside("alignment"));
    TrainingPlan plan =
        new TrainingPlan(
            keys.size("epochs"),
            task,
            alignment,
            new Regime(keys.size("delayEpochs"), keys.size("alternate")),
            new Intervals(
                keys.size("logEvery"), keys.size("alignmentEvery"), keys.size("checkpointEvery")),
            Memory.of(keys.text("memory")));
    return new TrainingSettings(
        plan,
        Loss.of(keys.text("loss")),
        keys.size("batchSize"),
        keys.size("evaluationBatchSize"),
        keys.size("keepCheckpoints"),
        keys.size("diagnosticsEvery"));
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
