// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.ExperimentWriter;
import org.retrograde.app.experiment.YamlReader;

/**
 * Finds the network and the weights that a user names.
 *
 * @param parser reads experiments
 * @param writer knows to which experiment a checkpoint belongs
 * @param json reads records
 */
public record ModelReader(ExperimentParser parser, ExperimentWriter writer, Json json) {

  /**
   * Reads a model.
   *
   * @param path the folder of a run, or an experiment file, of which the first seed counts
   * @param checkpoint the step of the run's checkpoint; empty for the newest good one
   * @param changes keys that are set anew; they must leave the names and shapes of weights
   * @param warnings is told of damaged checkpoints that are passed over
   * @return the model
   * @throws RetrogradeException if there is no such run, file or checkpoint
   */
  public Model read(
      Path path,
      OptionalLong checkpoint,
      UnaryOperator<Document> changes,
      Consumer<String> warnings) {
    if (Files.isRegularFile(path)) {
      return ofFile(path, checkpoint, changes);
    }
    RunFolder folder = RunFolder.at(path);
    requireRun(folder);
    Document document = new YamlReader().read(folder.file(RunFolder.EXPERIMENT));
    String hash = writer.hash(parser.parse(document));
    Checkpoint found = checkpoint(folder, checkpoint, hash, warnings);
    return new Model(
        path.toString(),
        parser.parse(changes.apply(document)).runs().get(0),
        OptionalLong.of(found.snapshot().step()),
        Optional.of(
            new WeightFile(
                path + ", checkpoint " + found.snapshot().step(), found.snapshot().arrays())));
  }

  /**
   * Lists the checkpoints of a run that were written after every so many steps.
   *
   * @param path the folder of a run
   * @param every how many; empty for none
   * @param notes is told if there is none although some were asked for
   * @return the steps that they were written after, ascending
   */
  public List<Long> checkpoints(Path path, OptionalLong every, Consumer<String> notes) {
    if (every.isEmpty()) {
      return List.of();
    }
    List<Long> steps =
        new Checkpoints(RunFolder.at(path).file("checkpoints"), json)
            .steps().stream().filter(step -> step % every.getAsLong() == 0).sorted().toList();
    if (steps.isEmpty()) {
      notes.accept(
          path.getFileName()
              + " kept no checkpoint after a multiple of "
              + every.getAsLong()
              + " steps: see training.checkpointEvery and training.keepCheckpoints");
    }
    return steps;
  }

  private Model ofFile(Path path, OptionalLong checkpoint, UnaryOperator<Document> changes) {
    if (checkpoint.isPresent()) {
      throw problem(
          "--checkpoint", "a step, for an experiment file", "a run folder", "name the run instead");
    }
    Experiment experiment = parser.parse(changes.apply(new YamlReader().read(path)));
    return new Model(
        path.toString(),
        experiment.runs().get(0),
        OptionalLong.empty(),
        experiment.initialWeights().map(file -> WeightFile.read(Path.of(file))));
  }

  private Checkpoint checkpoint(
      RunFolder folder, OptionalLong step, String hash, Consumer<String> warnings) {
    Checkpoints checkpoints = new Checkpoints(folder.file("checkpoints"), json);
    if (step.isPresent()) {
      return checkpoints.at(step.getAsLong(), hash);
    }
    return checkpoints
        .newest(hash, warnings)
        .orElseThrow(
            () ->
                problem(
                    folder.file("checkpoints").toString(),
                    "no good checkpoint",
                    "at least one",
                    "let the run reach one, or name its " + RunFolder.EXPERIMENT));
  }

  private static void requireRun(RunFolder folder) {
    if (folder.isComparison()) {
      throw problem(
          folder.path().toString(),
          "the folder of a comparison",
          "the folder of one run",
          "name one of those inside: "
              + folder.runs().stream()
                  .map(run -> String.valueOf(run.getFileName()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
