// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.ParameterType;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;

/**
 * Every key of an experiment file, with type, unit, range, default and description.
 *
 * @param catalog the plugins, whose own parameters are keys too
 */
record ExperimentSchema(PluginCatalog catalog) {

  static final String COMPOSED = "composed";

  private static final long MANY = 1_000_000_000L;

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
                "the type of all numbers in the network"));
    return Section.of("", "the experiment", keys, dataset(), architecture(), training());
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
        ParameterTable.of(),
        augmentation);
  }

  private Section architecture() {
    return Section.of(
        "architecture", "the network", plugins(catalog.architectures()), ParameterTable.of());
  }

  private static Section training() {
    ParameterTable keys =
        ParameterTable.of(
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
            count("keepCheckpoints", "files", 3, "how many of the newest checkpoints stay"));
    return Section.of("training", "how long and how the network learns", keys, task(), alignment());
  }

  private static Section task() {
    ParameterSpec decay =
        ParameterSpec.decimal(
            "weightDecay", "1", 0, 0, 1e6, "λ: λ W is added to the gradient of each weight W");
    return optimizer(
        "task",
        "sgd",
        "the optimiser of weights, biases, scales and shifts",
        with(sgd(0.1), decay),
        with(adam(), decay));
  }

  private static Section alignment() {
    return optimizer(
        "alignment", "adam", "the optimiser of B, for rules that move B by it", sgd(0.1), adam());
  }

  private static Section optimizer(
      String name, String byDefault, String description, ParameterTable sgd, ParameterTable adam) {
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("sgd", sgd);
    options.put("adam", adam);
    Choice choice = Choice.of("optimizer", byDefault, options, "the algorithm");
    return Section.of(name, description, choice, ParameterTable.of(), schedule());
  }

  private static ParameterTable sgd(double rate) {
    return ParameterTable.of(
        learningRate(rate),
        ParameterSpec.decimal(
            "momentum",
            "1",
            0.9,
            0,
            Math.nextDown(1.0),
            "what remains of the velocity after a step"),
        ParameterSpec.flag("nesterov", false, "whether the velocity is looked ahead"));
  }

  private static ParameterTable adam() {
    double below = Math.nextDown(1.0);
    return ParameterTable.of(
        learningRate(0.001),
        ParameterSpec.decimal(
            "beta1", "1", 0.9, 0, below, "what remains of the first moment after a step"),
        ParameterSpec.decimal(
            "beta2", "1", 0.999, 0, below, "what remains of the second moment after a step"),
        ParameterSpec.decimal(
            "epsilon", "1", 1e-8, Double.MIN_NORMAL, 1, "added to the root of the second moment"));
  }

  private static ParameterSpec learningRate(double byDefault) {
    return ParameterSpec.decimal("learningRate", "1", byDefault, 0, 1e6, "the base rate");
  }

  private static Section schedule() {
    ParameterSpec warmup =
        ParameterSpec.decimal(
            "warmup", "epochs", 0, 0, MANY, "over how long the rate first rises from 0");
    ParameterSpec at =
        ParameterSpec.integers(
                "at", "epochs", List.of(), 1, MANY, "when the rate is multiplied, ascending")
            .asRequired();
    ParameterSpec factor =
        ParameterSpec.decimal(
            "factor", "1", 0.1, Double.MIN_NORMAL, 1e6, "what the rate is multiplied by");
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("constant", ParameterTable.of(warmup));
    options.put("step", ParameterTable.of(warmup, at, factor));
    options.put("cosine", ParameterTable.of(warmup));
    Choice choice =
        Choice.of("id", "constant", options, "the shape of the curve; cosine ends at 0");
    return Section.of("schedule", "how the rate changes", choice, ParameterTable.of());
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

  private static ParameterTable with(ParameterTable table, ParameterSpec more) {
    List<ParameterSpec> specs = new ArrayList<>(table.specs());
    specs.add(more);
    return new ParameterTable(specs);
  }

  /** A pattern of layer names, and the rule there. */
  static ParameterSpec layers() {
    return new ParameterSpec(
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
  }
}
