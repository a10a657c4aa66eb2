// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

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
    List<Experiments.Task> tasks = new ArrayList<>();
    invocation
        .paths("run folder", "name one of the folders below runs")
        .forEach(
            folder -> tasks.add((runner, observer, stop) -> runner.resume(folder, observer, stop)));
    return Experiments.run(tasks, workbenches.make(MachineOptions.of(invocation)), invocation);
  }
}
