// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.engine.train.Memory;
import org.retrograde.engine.train.TrainingPlan;

/**
 * Writes experiments with every default but that of the loss filled in, so that {@link
 * ExperimentParser} reads the same experiment.
 */
public final class ExperimentWriter {

  private final RuleAssembler assembler;

  /**
   * A writer of experiments.
   *
   * @param assembler knows which rules use the alignment optimiser, which is written only for those
   */
  public ExperimentWriter(RuleAssembler assembler) {
    this.assembler = assembler;
  }

  /**
   * Returns an experiment as a file's text.
   *
   * @param experiment the experiment
   * @return YAML
   */
  public String yaml(Experiment experiment) {
    return YamlText.of(keys(experiment));
  }

  /**
   * Returns what tells the training of an experiment from that of all others. What its networks are
   * scored against changes nothing about it.
   *
   * @param experiment the experiment
   * @return SHA-256 of its resolved text without {@code neurons}, in hexadecimal
   */
  public String hash(Experiment experiment) {
    try {
      byte[] text = yaml(experiment.withoutNeurons()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private Map<String, Object> keys(Experiment experiment) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", experiment.name());
    if (experiment.seeds().size() == 1) {
      keys.put("seed", experiment.seeds().get(0));
    } else {
      keys.put("seeds", experiment.seeds());
    }
    keys.put("precision", "float32");
    experiment.initialWeights().ifPresent(f -> keys.put(ExperimentSchema.INITIAL_WEIGHTS, f));
    keys.put("dataset", dataset(experiment.dataset()));
    if (experiment.architectures().size() == 1) {
      keys.put(ArchitectureParser.ONE, architecture(experiment.architecture()));
    } else {
      keys.put(
          ArchitectureParser.SEVERAL,
          experiment.architectures().stream().map(ExperimentWriter::architecture).toList());
    }
    if (experiment.rules().size() == 1) {
      keys.put("rule", rule(experiment.rules().get(0)));
    } else {
      keys.put("rules", experiment.rules().stream().map(ExperimentWriter::rule).toList());
    }
    boolean aligns = experiment.rules().stream().anyMatch(assembler::usesAlignmentOptimizer);
    keys.put("training", training(experiment.training(), aligns));
    experiment.neurons().ifPresent(n -> keys.put(NeuronKeys.SECTION, neurons(n)));
    return keys;
  }

  private static Map<String, Object> neurons(NeuronSettings neurons) {
    Map<String, Object> keys = values(neurons.keys());
    keys.keySet().removeAll(NeuronKeys.unused(neurons.keys()).keySet());
    keys.put(NeuronKeys.METRIC, plugin(neurons.metric()));
    neurons.simulate().ifPresent(s -> keys.put(NeuronKeys.SIMULATE, simulation(s)));
    return keys;
  }

  private static Map<String, Object> simulation(SimulationSettings simulation) {
    Map<String, Object> keys = values(simulation.keys());
    simulation
        .architecture()
        .ifPresent(network -> keys.put(ArchitectureParser.ONE, architecture(network)));
    return keys;
  }

  private static Map<String, Object> dataset(DatasetSettings dataset) {
    Map<String, Object> keys = plugin(dataset.source());
    keys.putAll(Preparations.values(dataset.preparation()));
    Map<String, Object> augmentation = new LinkedHashMap<>();
    augmentation.put("padCrop", dataset.padCrop());
    augmentation.put("flip", dataset.flip());
    keys.put("augmentation", augmentation);
    return keys;
  }

  /** The usual name is not written, nor below what is not optional, for the sake of older runs. */
  private static Map<String, Object> architecture(ArchitectureSettings architecture) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (!architecture.name().equals(architecture.id())) {
      keys.put("name", architecture.name());
    }
    keys.putAll(plugin(new PluginChoice(architecture.id(), architecture.parameters())));
    return keys;
  }

  private static Map<String, Object> rule(RuleSettings rule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("label", rule.label());
    if (rule.isUniform()) {
      keys.putAll(plugin(rule.layers().get(0).rule()));
      return keys;
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    for (LayerRule layerRule : rule.layers()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("layers", layerRule.layers());
      if (layerRule.optional()) {
        entry.put("optional", true);
      }
      entry.putAll(plugin(layerRule.rule()));
      entries.add(entry);
    }
    keys.put("perLayer", entries);
    return keys;
  }

  /**
   * The usual loss and memory are not written, so that runs from before there was a choice can
   * still be gone on with: their text tells them from others.
   */
  private static Map<String, Object> training(TrainingSettings training, boolean aligns) {
    TrainingPlan plan = training.plan();
    Map<String, Object> keys = new LinkedHashMap<>();
    if (training.loss() != Loss.SOFTMAX_CROSS_ENTROPY) {
      keys.put("loss", training.loss().id());
    }
    keys.put("epochs", plan.epochs());
    keys.put("batchSize", training.batchSize());
    keys.put("evaluationBatchSize", training.evaluationBatchSize());
    keys.put("logEvery", plan.every().log());
    keys.put("alignmentEvery", plan.every().alignment());
    keys.put("diagnosticsEvery", training.diagnosticsEvery());
    keys.put("checkpointEvery", plan.every().checkpoint());
    keys.put("keepCheckpoints", training.keepCheckpoints());
    keys.put("delayEpochs", plan.regime().delayEpochs());
    keys.put("alternate", plan.regime().alternate());
    if (plan.memory() != Memory.NORMAL) {
      keys.put("memory", plan.memory().id());
    }
    keys.put("task", Optimizers.keys(plan.task(), true));
    if (aligns) {
      keys.put("alignment", Optimizers.keys(plan.alignment(), false));
    }
    return keys;
  }

  private static Map<String, Object> plugin(PluginChoice choice) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", choice.id());
    keys.putAll(values(choice.parameters()));
    return keys;
  }

  private static Map<String, Object> values(Parameters parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.values().forEach((key, value) -> values.put(key, plain(value)));
    return values;
  }

  private static Object plain(Object value) {
    if (value instanceof Parameters record) {
      return values(record);
    }
    return value instanceof List<?> list
        ? list.stream().map(ExperimentWriter::plain).toList()
        : value;
  }
}
