// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.YamlReader;
import org.retrograde.app.run.RunFolder;

/** {@code resume RUN}. */
public final class ResumeCommand implements Command {

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public ResumeCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "resume";
  }

  @Override
  public String summary() {
    return "Continues stopped or killed runs from their newest good checkpoint";
  }

  @Override
  public String arguments() {
    return "RUN...";
  }

  @Override
  public List<String> examples() {
    return List.of("retrograde resume runs/quickstart-20250102T030405Z");
  }

  @Override
  public Options options() {
    return CommonOptions.withMachine(new Options());
  }

  @Override
  public int run(Invocation invocation) {
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    List<Experiments.Task> tasks = new ArrayList<>();
    for (Path folder : invocation.paths("run folder", "name one of the folders below runs")) {
      tasks.add(
          new Experiments.Task(
              folder.toString(),
              () -> experiment(folder, bench),
              (runner, observer, stop) -> runner.resume(folder, observer, stop)));
    }
    return Experiments.run(tasks, bench, invocation);
  }

  private static Experiment experiment(Path folder, Workbench bench) {
    Path file = RunFolder.at(folder).file(RunFolder.EXPERIMENT);
    return bench.parser().parse(new YamlReader().read(file));
  }
}
