// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Quantity;
import org.retrograde.api.result.TimeStepEvaluation;

/** Reads {@code metrics.jsonl}; used for one file. */
final class MetricsReader {

  private final RunFiles files;
  private final Path file;
  private final List<Metrics.Steps> steps = new ArrayList<>();
  private final List<Metrics.Angles> alignments = new ArrayList<>();
  private final List<Metrics.Measured> diagnostics = new ArrayList<>();
  private final List<Metrics.Test> evaluations = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  MetricsReader(RunFiles files, Path file) {
    this.files = files;
    this.file = file;
  }

  Metrics read() {
    String text = files.text(file);
    List<String> lines = text.lines().toList();
    boolean torn = !text.isEmpty() && !text.endsWith("\n");
    for (int i = 0; i < lines.size(); i++) {
      if (torn && i == lines.size() - 1) {
        readTorn(lines.get(i), i + 1);
      } else if (!lines.get(i).isBlank()) {
        read(lines.get(i), i + 1);
      }
    }
    return new Metrics(steps, alignments, diagnostics, evaluations);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * A run that was killed while it wrote leaves a last line without its end; nothing else is lost.
   */
  private void readTorn(String line, int number) {
    try {
      read(line, number);
    } catch (RetrogradeException e) {
      notes.add(
          "the last line of "
              + file.getFileName()
              + " (line "
              + number
              + ") is cut off and was left out");
    }
  }

  private void read(String line, int number) {
    JsonNode node = files.jsonLine(file, line, number);
    double step = Values.number(node, "step");
    switch (Values.text(node, "type", "")) {
      case "steps" -> add(steps, steps(node, requireStep(step, number)));
      case "alignment" -> add(alignments, angles(node, requireStep(step, number)));
      case "diagnostics" -> add(diagnostics, measured(node, requireStep(step, number)));
      case "evaluation" -> add(evaluations, test(node, requireStep(step, number)));
      case "" -> throw RunFiles.corrupt(file, number, "no 'type'", "a line with a type");
      default -> {} // a kind of line from a later version
    }
  }

  private double requireStep(double step, int number) {
    if (Double.isNaN(step)) {
      throw RunFiles.corrupt(file, number, "no 'step'", "a line with the number of its step");
    }
    return step;
  }

  /** A resumed run repeats what came after its last checkpoint; the later line counts. */
  private static <T extends Metrics.AtStep> void add(List<T> records, T next) {
    while (!records.isEmpty() && records.get(records.size() - 1).step() >= next.step()) {
      records.remove(records.size() - 1);
    }
    records.add(next);
  }

  private static Metrics.Steps steps(JsonNode node, double step) {
    return new Metrics.Steps(
        step,
        Values.number(node, "epoch"),
        Values.number(node, "loss"),
        Values.number(node, "secondsPerStep"));
  }

  private static Metrics.Angles angles(JsonNode node, double step) {
    Map<String, Alignment> layers = new LinkedHashMap<>();
    node.path("layers")
        .fields()
        .forEachRemaining(f -> layers.put(f.getKey(), alignment(f.getValue())));
    return new Metrics.Angles(step, layers, alignment(node.path("whole")));
  }

  private static Alignment alignment(JsonNode node) {
    return new Alignment(Values.number(node, "angleDegrees"), Values.number(node, "normRatio"));
  }

  private static Metrics.Measured measured(JsonNode node, double step) {
    Map<String, Diagnostics> layers = new LinkedHashMap<>();
    node.path("layers")
        .fields()
        .forEachRemaining(f -> layers.put(f.getKey(), diagnostics(f.getValue())));
    return new Metrics.Measured(step, layers, diagnostics(node.path("whole")));
  }

  /** A quantity of a later version is passed over. */
  private static Diagnostics diagnostics(JsonNode node) {
    Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      quantities.put(quantity, Values.number(node, quantity.key()));
    }
    quantities.values().removeIf(value -> !Double.isFinite(value));
    Map<String, Double> primitives = new LinkedHashMap<>();
    JsonNode values = node.path("primitives");
    values.fieldNames().forEachRemaining(id -> primitives.put(id, Values.number(values, id)));
    primitives.values().removeIf(value -> !Double.isFinite(value));
    return new Diagnostics(quantities, primitives);
  }

  private static Metrics.Test test(JsonNode node, double step) {
    // Either in an object of their own or on the line itself.
    JsonNode evaluation = node.has("evaluation") ? node.path("evaluation") : node;
    return new Metrics.Test(
        step,
        Values.number(node, "epoch"),
        Values.number(evaluation, "loss"),
        Values.number(evaluation, "top1"),
        Values.number(evaluation, "top5"),
        timeSteps(evaluation.path("timeSteps")));
  }

  private static List<TimeStepEvaluation> timeSteps(JsonNode nodes) {
    List<TimeStepEvaluation> timeSteps = new ArrayList<>();
    nodes.forEach(
        node ->
            timeSteps.add(
                new TimeStepEvaluation(
                    node.path("timeStep").asInt(),
                    Values.number(node, "loss"),
                    Values.number(node, "top1"))));
    return timeSteps;
  }
}
