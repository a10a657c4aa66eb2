// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.Experiment;

/** {@code train}: options instead of a file. */
public final class TrainCommand implements Command {

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public TrainCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Trains one network, described by options instead of a file";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde train --rule information-alignment --architecture resnet-cifar --depth 8"
            + " --epochs 1",
        "retrograde train --rule feedback-alignment --set dataset.augmentation.flip=true");
  }

  @Override
  public Options options() {
    return CommonOptions.withMachine(
        CommonOptions.withOut(ExperimentFlags.withKeys(new Options())));
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    Experiment experiment =
        bench
            .parser()
            .parse(ExperimentFlags.apply(ExperimentDefaults.document(invocation), invocation));
    Experiments.Task task =
        new Experiments.Task(
            "command line",
            () -> experiment,
            (runner, observer, stop) ->
                runner.run(experiment, Experiments.out(invocation), observer, stop));
    return Experiments.run(List.of(task), bench, invocation);
  }
}
