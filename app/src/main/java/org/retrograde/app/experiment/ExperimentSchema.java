// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.ParameterType;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.engine.train.Memory;

/**
 * Every key of an experiment file, with type, unit, range, default and description.
 *
 * @param catalog the plugins, whose own parameters are keys too
 */
record ExperimentSchema(PluginCatalog catalog) {

  static final String COMPOSED = "composed";

  static final String INITIAL_WEIGHTS = "initialWeights";

  static final long MANY = 1_000_000_000L;

  Section root() {
    ParameterTable keys =
        ParameterTable.of(
            ParameterSpec.text(
                    "name",
                    null,
                    "what the run folder is called; letters, digits, '.', '_' and '-'")
                .asRequired(),
            ParameterSpec.integer(
                "seed", "1", 1, 0, Long.MAX_VALUE, "where all randomness of a run is derived from"),
            ParameterSpec.integers(
                "seeds", "1", List.of(), 0, Long.MAX_VALUE, "one run for each, instead of 'seed'"),
            ParameterSpec.choice(
                "precision",
                "float32",
                List.of("float32"),
                "the type of all numbers in the network"),
            ParameterSpec.text(
                    INITIAL_WEIGHTS,
                    null,
                    "an .npz file of weights to begin with, in place of drawn ones; every weight"
                        + " and running average of the network, by name (docs/weights.md)")
                .asOptional());
    return Section.of("", "the experiment", keys, dataset(), architecture(), training(), neurons());
  }

  /** Optional as a whole: it may be absent from the root. */
  Section neurons() {
    return Section.of(
        NeuronKeys.SECTION,
        "recorded or simulated neurons that all runs are scored against when they are trained"
            + " (docs/neural.md); without this section nothing is",
        NeuronKeys.data()
            .and(NeuronKeys.images())
            .and(NeuronKeys.splits())
            .and(NeuronKeys.scoring())
            .and(ParameterTable.of(NeuronKeys.every())),
        metric());
  }

  /** Not below its section, since neurons may be recorded. */
  static Section simulation() {
    return Section.of(
        NeuronKeys.SIMULATE,
        "neurons in place of 'assembly' that follow a network as a seed draws it, with known"
            + " correlation, reliability and latency; a key 'architecture' in it, with the keys of"
            + " the experiment's 'architecture', says which, and by default it is the first",
        NeuronKeys.simulated().and(NeuronKeys.population()));
  }

  private Section metric() {
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    catalog.mappings().all().forEach(m -> options.put(m.id(), m.plugin().parameters()));
    catalog.metrics().all().forEach(m -> options.put(m.id(), m.plugin().parameters()));
    return Section.of(
        NeuronKeys.METRIC,
        "the measure, with its parameters",
        Choice.of("id", NeuronKeys.USUAL_METRIC, options, "a mapping or a metric"),
        ParameterTable.of());
  }

  /** Not below the root, since there may be one rule or a list of them, in three forms. */
  Section rule() {
    ParameterSpec label =
        ParameterSpec.text(
            "label", null, "the rule's name in tables and reports; by default its id");
    return Section.of(
        "rule",
        "what carries the error and what drives B",
        plugins(catalog.rules()),
        ParameterTable.of(label));
  }

  private Section dataset() {
    Section augmentation =
        Section.of(
            "augmentation",
            "what is done at random to training images",
            ParameterTable.of(
                ParameterSpec.integer(
                    "padCrop",
                    "pixels",
                    0,
                    0,
                    1024,
                    "zeros on each side, before a crop of the original size"),
                ParameterSpec.flag(
                    "flip",
                    false,
                    "whether every second image, on average, is mirrored left to right")));
    return Section.of(
        "dataset",
        "the images and labels",
        plugins(catalog.datasets()),
        Preparations.keys(),
        augmentation);
  }

  /** One network, or an entry of the list of them. */
  Section architecture() {
    ParameterSpec name =
        ParameterSpec.text(
            "name", null, "the network's name in tables and reports; by default its id");
    return Section.of(
        ArchitectureParser.ONE,
        "the network",
        plugins(catalog.architectures()),
        ParameterTable.of(name));
  }

  private static Section training() {
    ParameterTable keys =
        ParameterTable.of(
            loss(),
            count("epochs", "epochs", 10, "passes through the training images"),
            count("batchSize", "images", 64, "images in a training step"),
            count("evaluationBatchSize", "images", 256, "images classified at once when testing"),
            count("logEvery", "steps", 50, "steps between two records of loss and accuracy"),
            count(
                "alignmentEvery",
                "steps",
                100,
                "steps between two measurements of angle and norm ratio"),
            ParameterSpec.integer(
                "diagnosticsEvery",
                "epochs",
                1,
                0,
                MANY,
                "epochs between two measurements of errors, gradients and primitives on a fixed"
                    + " batch; 0 for none"),
            count(
                "checkpointEvery",
                "steps",
                500,
                "steps between two checkpoints; one more is written at the end"),
            count("keepCheckpoints", "files", 3, "how many of the newest checkpoints stay"),
            delay(),
            alternation(),
            memory());
    return Section.of(
        "training",
        "how long and how the network learns",
        keys,
        OptimizerSchema.task(),
        OptimizerSchema.alignment());
  }

  private static ParameterSpec loss() {
    return ParameterSpec.choice(
        "loss",
        Loss.SOFTMAX_CROSS_ENTROPY.id(),
        Loss.ids(),
        "what the network minimises, averaged over images: the cross-entropy of the softmax, or of"
            + " each class's sigmoid, summed over classes");
  }

  private static ParameterSpec delay() {
    return ParameterSpec.integer(
        "delayEpochs",
        "epochs",
        0,
        0,
        MANY,
        "until then B alone moves; all that 'task' moves is at rest, and its schedule begins"
            + " after");
  }

  private static ParameterSpec alternation() {
    return ParameterSpec.integer(
        "alternate",
        "steps",
        0,
        0,
        MANY,
        "k: after the delay, each step t that k + 1 divides moves B alone, the k others all else"
            + " alone, and schedules count a group's own steps; 0: every step moves both");
  }

  private static ParameterSpec memory() {
    return ParameterSpec.choice(
        "memory",
        Memory.NORMAL.id(),
        Memory.ids(),
        "low: a step computes part of its forward pass a second time instead of keeping it; the"
            + " same results bit for bit, for at most one more forward pass, with far less memory"
            + " where a network is deep or unrolled");
  }

  private static Choice plugins(Shelf<? extends Plugin> shelf) {
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    shelf.all().forEach(found -> options.put(found.id(), found.plugin().parameters()));
    return Choice.of("id", null, options, "which " + shelf.noun());
  }

  private static ParameterSpec count(String name, String unit, long byDefault, String description) {
    return ParameterSpec.integer(
        name, unit, byDefault, 1, name.equals("batchSize") ? 65536 : MANY, description);
  }

  /** A pattern of layer names for the rule there. */
  static ParameterTable layers() {
    ParameterSpec pattern =
        new ParameterSpec(
            "layers",
            ParameterType.TEXT,
            "1",
            null,
            true,
            null,
            null,
            List.of(),
            Optional.empty(),
            "a layer's name, in which '*' stands for any characters; the first entry that matches"
                + " decides");
    return ParameterTable.of(
        pattern,
        ParameterSpec.flag(
            "optional",
            false,
            "whether the network need not have such a layer, where one of several networks does"));
  }
}
