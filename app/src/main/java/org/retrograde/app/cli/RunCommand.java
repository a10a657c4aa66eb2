// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentReference;
import org.retrograde.app.experiment.YamlReader;

/** {@code run FILE…}. */
public final class RunCommand implements Command {

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public RunCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "Runs experiment files, each in a folder of its own";
  }

  @Override
  public String arguments() {
    return "FILE...";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde run experiments/quickstart.yaml",
        "retrograde run experiments/quickstart.yaml --set training.epochs=1",
        "retrograde run --keys");
  }

  @Override
  public Options options() {
    Options options =
        CommonOptions.withMachine(CommonOptions.withOut(ExperimentFlags.withSet(new Options())));
    options.addOption(
        CommonOptions.flag("keys", "list every key of an experiment file, and run nothing"));
    return options.addOption(
        CommonOptions.flag("markdown", "with --keys: as the page docs/experiment.md"));
  }

  @Override
  public int run(Invocation invocation) {
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    if (invocation.has("keys")) {
      return keys(new ExperimentReference(bench.catalog()), invocation);
    }
    List<Path> files =
        invocation.paths("experiment file", "name one, for example experiments/quickstart.yaml");
    List<Experiments.Task> tasks = new ArrayList<>();
    for (Path file : files) {
      Document document = ExperimentFlags.applySet(new YamlReader().read(file), invocation);
      tasks.add(
          task(document.source(), bench.parser().parse(document), Experiments.out(invocation)));
    }
    return Experiments.run(tasks, bench, invocation);
  }

  private static Experiments.Task task(String source, Experiment experiment, Path out) {
    return new Experiments.Task(
        source,
        () -> experiment,
        (runner, observer, stop) -> runner.run(experiment, out, observer, stop));
  }

  private static int keys(ExperimentReference reference, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(reference.keys());
    } else {
      invocation
          .terminal()
          .out()
          .print(invocation.has("markdown") ? reference.markdown() : reference.text());
    }
    return 0;
  }
}
