// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrograde.app.neural.ScoreFiles;
import org.retrograde.app.report.ScoreReportWriter;
import org.retrograde.app.run.ReportRenderer;
import org.retrograde.app.run.RunFolder;

/**
 * What is scored, and where the results go.
 *
 * @param model what the user named
 * @param all one network each
 * @param every after how many steps checkpoints are scored too
 * @param inRuns whether results go into the folders of runs
 */
record ScoreTargets(Path model, List<Target> all, OptionalLong every, boolean inRuns) {

  private static final Path BY_DEFAULT = Path.of("scores");

  /**
   * A network.
   *
   * @param model a run folder, an experiment file or a file of features
   * @param out where its files go
   */
  record Target(Path model, Path out) {}

  static ScoreTargets of(Path model, Optional<Path> out, OptionalLong every) {
    if (!Files.isDirectory(model)) {
      Target one = new Target(model, out.orElse(BY_DEFAULT));
      return new ScoreTargets(model, List.of(one), every, false);
    }
    List<Path> runs = RunFolder.at(model).runs();
    List<Target> targets = new ArrayList<>();
    for (Path run : runs) {
      Path place =
          out.map(folder -> runs.size() == 1 ? folder : folder.resolve(run.getFileName()))
              .orElse(run);
      targets.add(new Target(run, place));
    }
    return new ScoreTargets(model, targets, every, out.isEmpty());
  }

  /** Writes what people look at: the report over the runs anew, or a page for each score. */
  void report(ReportRenderer reports) {
    if (inRuns) {
      reports.render(
          model.resolve(RunFolder.REPORT),
          String.valueOf(model.getFileName()),
          all.stream().map(Target::model).toList());
      return;
    }
    for (Target target : all) {
      new ScoreReportWriter()
          .write(
              target.out().resolve(RunFolder.REPORT),
              "Predictivity of neurons: " + target.model().getFileName(),
              target.out().resolve(ScoreFiles.JSON));
    }
  }

  /** The files that were written for people and programs. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Target target : all) {
      files.add(target.out().resolve(ScoreFiles.JSON));
      files.add(target.out().resolve(ScoreFiles.CSV));
    }
    if (inRuns) {
      files.add(model.resolve(RunFolder.REPORT));
    } else {
      all.forEach(target -> files.add(target.out().resolve(RunFolder.REPORT)));
    }
    return files;
  }
}
