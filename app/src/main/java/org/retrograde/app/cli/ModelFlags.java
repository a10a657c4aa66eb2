// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.ExperimentWriter;
import org.retrograde.app.experiment.RuleAssembler;
import org.retrograde.app.run.Model;
import org.retrograde.app.run.ModelReader;

/** Options that say which network and which weights. */
final class ModelFlags {

  static final String CHECKPOINT = "checkpoint";

  private ModelFlags() {}

  static Options addTo(Options options) {
    return CommonOptions.withMachine(ExperimentFlags.withSet(options))
        .addOption(
            CommonOptions.value(
                CHECKPOINT, "STEP", "which of the run's checkpoints (default: the newest)"));
  }

  static Model read(Path path, Workbench bench, Invocation invocation) {
    OptionalLong step =
        invocation.has(CHECKPOINT)
            ? OptionalLong.of(invocation.number(CHECKPOINT, 0, 0, Integer.MAX_VALUE))
            : OptionalLong.empty();
    return read(path, step, bench, invocation);
  }

  static Model read(Path path, OptionalLong step, Workbench bench, Invocation invocation) {
    return reader(bench, invocation)
        .read(
            path,
            step,
            document -> ExperimentFlags.applySet(document, invocation),
            line -> invocation.progress().println("warning: " + line));
  }

  static ModelReader reader(Workbench bench, Invocation invocation) {
    return new ModelReader(
        bench.parser(),
        new ExperimentWriter(new RuleAssembler(bench.catalog().rules())),
        invocation.json());
  }

  /** Returns where results go, and refuses a file before anything is computed. */
  static Optional<Path> folder(Invocation invocation, String option) {
    Optional<Path> path = invocation.path(option);
    if (path.isPresent() && Files.exists(path.get()) && !Files.isDirectory(path.get())) {
      throw Invocation.usage(
          "--" + option,
          "the file '" + path.get() + "'",
          "a folder, which is made if it is not there",
          "name another");
    }
    return path;
  }

  /** Returns a file's path, and refuses one that another program could not tell. */
  static Path file(Invocation invocation, String option, String example) {
    Optional<Path> path = invocation.path(option);
    return path.orElseThrow(
        () ->
            Invocation.usage(
                "command line",
                "no --" + option,
                "--" + option + " with a value",
                "write for example --" + option + " " + example));
  }
}
