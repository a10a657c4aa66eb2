// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;

/**
 * {@code bench step|eval|epoch}: seconds per training step, per batch of an evaluation, or per
 * epoch, on one line of JSON that compares with that of other programs.
 */
public final class BenchCommand implements Command {

  private static final List<String> KINDS = List.of("step", "eval", "epoch");

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public BenchCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Times training steps, evaluations or an epoch, and prints a line of JSON";
  }

  @Override
  public String arguments() {
    return "step | eval | epoch FILE";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde bench step --architecture resnet --depth 18 --batch 32 --size 32 --rule"
            + " backpropagation --steps 15",
        "retrograde bench eval --architecture resnet --depth 18 --batch 100 --size 32",
        "retrograde bench epoch experiments/quickstart.yaml --set training.batchSize=64");
  }

  @Override
  public Options options() {
    Options options = CommonOptions.withMachine(ExperimentFlags.withSet(new Options()));
    NetworkBench.options().getOptions().forEach(options::addOption);
    return options;
  }

  @Override
  public int run(Invocation invocation) {
    String kind = kind(invocation.arguments());
    refuseForeignOptions(invocation, kind);
    if (kind.equals("epoch")) {
      new EpochBench(workbenches).run(invocation);
      return 0;
    }
    if (invocation.arguments().size() > 1) {
      throw Invocation.usage(
          "command line",
          "'" + invocation.arguments().get(1) + "'",
          "options only after bench " + kind,
          "remove it; only bench epoch takes a file");
    }
    NetworkBench bench = new NetworkBench(workbenches, invocation);
    invocation.print(kind.equals("step") ? bench.step() : bench.evaluation());
    return 0;
  }

  private static String kind(List<String> words) {
    if (!words.isEmpty() && KINDS.contains(words.get(0))) {
      return words.get(0);
    }
    String found = words.isEmpty() ? "nothing to time" : "'" + words.get(0) + "'";
    String advice =
        words.stream()
            .findFirst()
            .flatMap(word -> Nearest.to(word, KINDS))
            .map(near -> "did you mean '" + near + "'?")
            .orElse("write for example: bench step");
    throw Invocation.usage("command line", found, "step, eval or epoch FILE", advice);
  }

  /** An option that changes nothing would make the figure look like another one. */
  private static void refuseForeignOptions(Invocation invocation, String kind) {
    Set<String> foreign =
        switch (kind) {
          case "step" -> Set.of();
          case "eval" -> Set.of(NetworkBench.RULE, NetworkBench.MEMORY);
          default -> NetworkBench.names();
        };
    for (Option option : invocation.line().getOptions()) {
      if (foreign.contains(option.getLongOpt())) {
        throw foreign("--" + option.getLongOpt(), kind);
      }
    }
  }

  private static RetrogradeException foreign(String option, String kind) {
    boolean epoch = kind.equals("epoch");
    return Invocation.usage(
        "command line",
        option + " with bench " + kind,
        epoch ? "an experiment file that says so" : "only options that bench " + kind + " uses",
        epoch ? "remove it, or change a key with --set" : "remove it");
  }
}
