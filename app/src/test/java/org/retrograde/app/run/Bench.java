// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.Samples;

/** Executors around a scripted training, at a fixed time. */
final class Bench {

  static final Clock NOON = Clock.fixed(Instant.parse("2025-01-02T12:00:00Z"), ZoneOffset.UTC);

  private Bench() {}

  static RunExecutor executor(TrainingStarter starter) {
    Machine machine = new Machine("java", "os", "cpu", 2, 1);
    Provenance provenance =
        new Provenance(machine, "1.2.3", Map.of("id", "none"), 2, Samples.writer());
    return new RunExecutor(starter, provenance, NOON, new Json());
  }

  static ExperimentRunner runner(TrainingStarter starter) {
    ExperimentRunner.Papers papers =
        new ExperimentRunner.Papers(
            new ExperimentParser(Samples.catalog()),
            Samples.writer(),
            (target, title, runs) -> write(target, title + " " + runs.size()));
    return new ExperimentRunner(executor(starter), papers, NOON, new Json());
  }

  static TrainingStarter steady() {
    return ScriptedTraining.starter("", 0, () -> {});
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
