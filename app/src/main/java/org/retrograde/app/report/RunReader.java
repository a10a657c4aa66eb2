// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.result.Alignment;

/** Reads a run folder, also one whose run was killed. */
final class RunReader {

  private static final String INCOMPLETE = "incomplete";

  private final RunFiles files = new RunFiles();

  Run read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw RetrogradeException.usage(
          new Problem(
              folder.toString(),
              "no such folder",
              "a run folder",
              "name a folder that 'run' made"));
    }
    Path summary = folder.resolve("summary.json");
    return Files.exists(summary) ? finished(folder, files.json(summary)) : killed(folder);
  }

  private Run finished(Path folder, JsonNode summary) {
    MetricsReader reader = new MetricsReader(files, folder.resolve("metrics.jsonl"));
    Metrics metrics = reader.read();
    String status = Values.text(summary, "status", Numbers.MISSING);
    return run(folder, summary, status, true, outcome(summary), metrics, reader.notes());
  }

  private Run killed(Path folder) {
    Path file = folder.resolve("metrics.jsonl");
    MetricsReader reader = new MetricsReader(files, file);
    Metrics metrics = Files.exists(file) ? reader.read() : Metrics.none();
    List<String> notes = new ArrayList<>();
    notes.add("has no summary: still running, or killed; its last recorded values are shown");
    notes.addAll(reader.notes());
    Path experiment = folder.resolve("experiment.yaml");
    JsonNode yaml = files.yaml(experiment, files.text(experiment));
    return run(folder, yaml, INCOMPLETE, false, lastRecorded(metrics), metrics, notes);
  }

  private Run run(
      Path folder,
      JsonNode identity,
      String status,
      boolean complete,
      Outcome outcome,
      Metrics metrics,
      List<String> notes) {
    Path experiment = folder.resolve("experiment.yaml");
    String yaml = files.text(experiment);
    JsonNode configuration = files.yaml(experiment, yaml);
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    return new Run(
        name,
        Values.text(identity, "name", name),
        architecture(configuration.path("architecture")),
        rule(identity, configuration),
        Values.text(identity, "seed", Values.text(configuration, "seed", Numbers.MISSING)),
        status,
        complete,
        outcome,
        metrics,
        Values.flatten(configuration),
        yaml,
        Values.flatten(files.json(folder.resolve("provenance.json"))),
        predictivity(folder),
        notes);
  }

  /** Only runs that were scored against recordings have some. */
  private Optional<Predictivity> predictivity(Path folder) {
    Path file = folder.resolve(Predictivity.FILE);
    return Files.exists(file)
        ? Optional.of(new PredictivityReader(files).read(file))
        : Optional.empty();
  }

  private static String architecture(JsonNode configured) {
    return Values.text(configured, "name", Values.text(configured, "id", Numbers.MISSING));
  }

  private static String rule(JsonNode identity, JsonNode configuration) {
    String configured = Values.text(configuration.path("rule"), "id", "several rules");
    return Values.text(identity, "rule", configured);
  }

  private static Outcome outcome(JsonNode summary) {
    return new Outcome(
        Values.number(summary, "steps"),
        Values.number(summary, "epochs"),
        Values.number(summary, "top1"),
        Values.number(summary, "top5"),
        Values.number(summary, "loss"),
        Values.number(summary, "angleDegrees"),
        Values.number(summary, "normRatio"),
        Values.number(summary, "medianStepSeconds"),
        Values.number(summary, "wallSeconds"),
        Values.number(summary, "parameters"));
  }

  private static Outcome lastRecorded(Metrics metrics) {
    Metrics.Steps steps =
        last(metrics.steps(), new Metrics.Steps(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    Metrics.Test test =
        last(
            metrics.evaluations(),
            new Metrics.Test(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    Alignment whole =
        metrics.alignments().isEmpty()
            ? new Alignment(Double.NaN, Double.NaN)
            : metrics.alignments().get(metrics.alignments().size() - 1).whole();
    return new Outcome(
        steps.step(),
        steps.epoch(),
        test.top1(),
        test.top5(),
        test.loss(),
        whole.angleDegrees(),
        whole.normRatio(),
        steps.secondsPerStep(),
        Double.NaN,
        Double.NaN);
  }

  private static <T> T last(List<T> records, T none) {
    return records.isEmpty() ? none : records.get(records.size() - 1);
  }
}
