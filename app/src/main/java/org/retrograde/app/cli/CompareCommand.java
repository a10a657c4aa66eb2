// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.YamlReader;

/** {@code compare}: several rules and seeds, one table and one report. */
public final class CompareCommand implements Command {

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public CompareCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Compares rules, each with the same seeds and data, in one table and one report";
  }

  @Override
  public String arguments() {
    return "[FILE]";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde compare --rules backpropagation,feedback-alignment,weight-mirror --seeds 1,2"
            + " --depth 8 --epochs 1",
        "retrograde compare experiments/quickstart.yaml --seeds 1,2,3");
  }

  @Override
  public Options options() {
    Options options =
        CommonOptions.withMachine(CommonOptions.withOut(ExperimentFlags.withKeys(new Options())));
    options.addOption(
        CommonOptions.value(
            "rules", "ID,ID", "the rules, with their defaults, instead of the file's"));
    return options.addOption(
        CommonOptions.value("seeds", "N,N", "the seeds, instead of the file's"));
  }

  @Override
  public int run(Invocation invocation) {
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    Document document = document(invocation);
    Experiment experiment = bench.parser().parse(document);
    Experiments.Task task =
        new Experiments.Task(
            document.source(),
            () -> experiment,
            (runner, observer, stop) ->
                runner.compare(experiment, Experiments.out(invocation), observer, stop));
    return Experiments.run(List.of(task), bench, invocation);
  }

  private static Document document(Invocation invocation) {
    Document document = ExperimentFlags.apply(start(invocation), invocation);
    if (invocation.has("rules")) {
      document = ExperimentFlags.applyRules(document, invocation.value("rules").orElseThrow());
    }
    return invocation.has("seeds")
        ? ExperimentFlags.applySeeds(document, invocation.value("seeds").orElseThrow())
        : document;
  }

  private static Document start(Invocation invocation) {
    if (invocation.arguments().isEmpty()) {
      return ExperimentDefaults.document(invocation);
    }
    if (invocation.arguments().size() > 1) {
      throw Invocation.usage(
          "command line",
          invocation.arguments().size() + " files",
          "one file",
          "compare one after the other, or use run");
    }
    return new YamlReader().read(invocation.paths("file", "").get(0));
  }
}
