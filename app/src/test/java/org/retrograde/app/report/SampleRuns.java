// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.retrograde.api.random.RandomStream;

/** Makes run folders as a training run leaves them, with curves that look like real ones. */
final class SampleRuns {

  static final List<String> RULES =
      List.of(
          "backpropagation",
          "feedback-alignment",
          "kolen-pollack",
          "weight-mirror",
          "information-alignment",
          "symmetric-alignment",
          "activation-alignment",
          "uniform-sign-symmetry");
  static final int EPOCHS = 3;
  static final int STEPS_PER_EPOCH = 300;
  private static final List<String> LAYERS =
      List.of(
          "conv1",
          "stage1.block1.conv1",
          "stage1.block1.conv2",
          "stage2.block1.conv1",
          "stage2.block1.conv2",
          "stage2.block1.shortcut",
          "stage3.block1.conv1",
          "stage3.block1.conv2",
          "logits");
  private static final double[] FINAL_TOP1 = {
    0.8871, 0.7312, 0.8846, 0.8602, 0.8533, 0.8795, 0.8417, 0.8129
  };
  private static final double[] FINAL_ANGLE = {0, 71, 4, 24, 31, 9, 38, 35};

  private SampleRuns() {}

  /** One folder a rule under a parent folder. */
  static List<Path> eightRules(Path parent) {
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < RULES.size(); i++) {
      folders.add(write(parent.resolve(RULES.get(i) + "-on-fashion-20250101T120000Z"), i, 1));
    }
    return folders;
  }

  /** One folder of the rule with this number. */
  static Path write(Path folder, int rule, long seed) {
    put(folder, "summary.json", summary(rule, seed));
    put(folder, "metrics.jsonl", metrics(rule, seed));
    put(folder, "experiment.yaml", experiment(rule, seed));
    put(folder, "provenance.json", provenance(seed));
    return folder;
  }

  /**
   * Measurements on a fixed batch at the start and after each epoch; the first layer hands on
   * nothing.
   */
  static Path addDiagnostics(Path folder, int rule) {
    StringBuilder lines = new StringBuilder(metrics(rule, 1));
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      lines.append(diagnostics(rule, epoch * STEPS_PER_EPOCH));
    }
    put(folder, "metrics.jsonl", lines.toString());
    return folder;
  }

  /** One more test, of a network unrolled in time: at steps 3 to 16, better from step to step. */
  static Path addTimeSteps(Path folder, int rule) {
    List<String> timeSteps = new ArrayList<>();
    for (int step = 3; step <= 16; step++) {
      double top1 = FINAL_TOP1[rule] * (1 - 0.8 * Math.exp(-(step - 3) / (2.0 + rule)));
      timeSteps.add(
          format("{\"timeStep\": %d, \"loss\": %.4f, \"top1\": %.4f}", step, 2 - top1, top1));
    }
    String test =
        format(
            "{\"type\": \"evaluation\", \"step\": %d, \"epoch\": %d, \"examples\": 10000, \"loss\":"
                + " 0.5, \"top1\": 0.8, \"top5\": 0.9, \"timeSteps\": [%s]}%n",
            (EPOCHS + 1) * STEPS_PER_EPOCH, EPOCHS + 1, String.join(", ", timeSteps));
    put(folder, "metrics.jsonl", metrics(rule, 1) + test);
    return folder;
  }

  private static String diagnostics(int rule, int step) {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS.size(); i++) {
      layers.add(format("\"%s\": %s", LAYERS.get(i), measured(rule, i, step, i > 0)));
    }
    return format(
        "{\"type\": \"diagnostics\", \"step\": %d, \"layers\": {%s}, \"whole\": %s}%n",
        step, String.join(", ", layers), measured(rule, LAYERS.size() / 2, step, true));
  }

  private static String measured(int rule, int layer, int step, boolean handsOn) {
    double angle = angle(rule, layer, step);
    String local = handsOn ? format("\"localErrorAngleDegrees\": %.4f, ", 0.9 * angle) : "";
    return format(
        "{\"weightAngleDegrees\": %.4f, \"normRatio\": %.4f, \"signAgreement\": %.4f,"
            + " \"spectralNorm\": %.4f, %s\"gradientAngleDegrees\": %.4f,"
            + " \"projectionAngleDegrees\": %.4f, \"primitives\": {\"amp\": %.4f, \"decay\":"
            + " %.4f, \"null\": %.4f, \"self\": %.4f, \"sparse\": %.4f}}",
        angle,
        ratio(rule, layer, step),
        1 - angle / 180,
        2 + 0.1 * layer,
        local,
        0.8 * angle,
        0.7 * angle,
        -30.0 * layer,
        12.5 + layer,
        41.0 + 100 * layer,
        -8.0 - layer,
        25.0 + layer);
  }

  static void put(Path folder, String file, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String summary(int rule, long seed) {
    return format(
        """
        {"name": "%s-on-fashion", "rule": "%s", "seed": %d, "status": "finished", "steps": %d, "epochs": %d,
         "top1": %.4f, "top5": %.4f, "loss": %.4f, "angleDegrees": %.3f, "normRatio": %.4f,
         "medianStepSeconds": %.5f, "wallSeconds": %.1f, "parameters": 272474}
        """,
        RULES.get(rule),
        RULES.get(rule),
        seed,
        EPOCHS * STEPS_PER_EPOCH,
        EPOCHS,
        top1(rule, seed, EPOCHS),
        0.9 + top1(rule, seed, EPOCHS) / 10,
        1.4 - 1.25 * top1(rule, seed, EPOCHS),
        angle(rule, LAYERS.size() / 2, EPOCHS * STEPS_PER_EPOCH),
        ratio(rule, LAYERS.size() / 2, EPOCHS * STEPS_PER_EPOCH),
        0.084 + 0.004 * rule,
        80.0 + rule);
  }

  private static String metrics(int rule, long seed) {
    RandomStream noise = RandomStream.of(seed, "sample/" + RULES.get(rule), 0);
    StringBuilder lines = new StringBuilder(alignment(rule, 0));
    for (int step = 5; step <= EPOCHS * STEPS_PER_EPOCH; step += 5) {
      lines.append(steps(rule, step, noise));
      if (step % 50 == 0) {
        lines.append(alignment(rule, step));
      }
      if (step % STEPS_PER_EPOCH == 0) {
        lines.append(evaluation(rule, seed, step / STEPS_PER_EPOCH));
      }
    }
    return lines.toString();
  }

  private static String steps(int rule, int step, RandomStream noise) {
    double level = 1.35 - 1.2 * FINAL_TOP1[rule];
    double loss = (level + 2 * Math.exp(-step / 120.0)) * Math.exp(0.13 * noise.nextGaussian());
    return format(
        "{\"type\": \"steps\", \"step\": %d, \"epoch\": %.4f, \"loss\": %.5f, \"top1\": %.4f,"
            + " \"taskRate\": 0.1, \"alignmentRate\": 0.001, \"secondsPerStep\": %.5f}%n",
        step,
        (double) step / STEPS_PER_EPOCH,
        loss,
        Math.exp(-loss),
        0.084 + 0.004 * rule + 0.002 * noise.nextDouble());
  }

  private static String alignment(int rule, int step) {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS.size(); i++) {
      layers.add(format("\"%s\": %s", LAYERS.get(i), alignment(rule, i, step)));
    }
    return format(
        "{\"type\": \"alignment\", \"step\": %d, \"layers\": {%s}, \"whole\": %s}%n",
        step, String.join(", ", layers), alignment(rule, LAYERS.size() / 2, step));
  }

  private static String alignment(int rule, int layer, int step) {
    return format(
        "{\"angleDegrees\": %.4f, \"normRatio\": %.5f}",
        angle(rule, layer, step), ratio(rule, layer, step));
  }

  private static String evaluation(int rule, long seed, int epoch) {
    return format(
        "{\"type\": \"evaluation\", \"step\": %d, \"epoch\": %d, \"evaluation\": {\"examples\":"
            + " 10000, \"loss\": %.4f, \"top1\": %.4f, \"top5\": %.4f}}%n",
        epoch * STEPS_PER_EPOCH,
        epoch,
        1.4 - 1.25 * top1(rule, seed, epoch),
        top1(rule, seed, epoch),
        0.9 + top1(rule, seed, epoch) / 10);
  }

  private static double top1(int rule, long seed, int epoch) {
    return FINAL_TOP1[rule]
        + 0.002 * (seed - 1)
        - 0.09 * Math.exp(-(epoch - 1.0))
        + 0.09 * Math.exp(1.0 - EPOCHS);
  }

  /** From orthogonal to the rule's last angle, faster in deeper layers. */
  private static double angle(int rule, int layer, int step) {
    if (rule == 0) {
      return 0;
    }
    double last = FINAL_ANGLE[rule] * (1.25 - 0.06 * layer);
    return last + (90 - last) * Math.exp(-step * (layer + 2) / 1500.0);
  }

  private static double ratio(int rule, int layer, int step) {
    double last = rule == 0 ? 1 : 0.55 + 0.05 * layer + 0.05 * rule;
    return last + (1 - last) * Math.exp(-step / 250.0);
  }

  private static String experiment(int rule, long seed) {
    return format(
        """
        name: %s-on-fashion
        seed: %d
        dataset: {id: fashion-mnist, subset: embedded}
        architecture: {id: resnet-cifar, depth: 8}
        rule:
          id: %s%s
        training:
          epochs: %d
          batchSize: 64
          task: {optimizer: sgd, learningRate: 0.1, momentum: 0.9, weightDecay: 1.0e-4}
          alignment: {optimizer: adam, learningRate: %s}
        """,
        RULES.get(rule),
        seed,
        RULES.get(rule),
        rule == 4 ? "\n  amp: 1.0\n  decay: 0.5\n  null: 0.1" : "",
        EPOCHS,
        rule < 3 ? "0.001" : "0.0005");
  }

  private static String provenance(long seed) {
    return format(
        """
        {"configuration": {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0%04d"},
         "versions": {"retrograde": "0.1.0", "nd4j": "1.0.0-M2.1", "java": "17.0.15"},
         "data": {"id": "fashion-mnist", "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"},
         "seed": %d,
         "machine": {"os": "Linux amd64", "processor": "eight cores", "threads": 8, "gpu": null}}
        """,
        seed, seed);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
