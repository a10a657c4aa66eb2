// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.YamlReader;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Explainer;
import org.retrograde.app.run.ProgramListing;
import org.retrograde.engine.compile.Compiler;

/** {@code explain FILE}: the kernels of a step or an evaluation, what each does and costs. */
public final class ExplainCommand implements Command {

  private static final String RULE = "rule";
  private static final String ARCHITECTURE = "architecture";
  private static final String EVALUATION = "evaluation";
  private static final String WITHOUT = "without";
  private static final String PROFILE = "profile";
  private static final int RUNS = 10;

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public ExplainCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "Lists the kernels of an experiment's training step, their work, memory and time";
  }

  @Override
  public String arguments() {
    return "FILE";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde explain experiments/quickstart.yaml",
        "retrograde explain experiments/quickstart.yaml --rule feedback-alignment --profile 20",
        "retrograde explain experiments/quickstart.yaml --evaluation --without fuse-epilogues");
  }

  @Override
  public Options options() {
    return CommonOptions.withMachine(ExperimentFlags.withSet(new Options()))
        .addOption(CommonOptions.value(RULE, "ID", "one of the file's rules (default: its first)"))
        .addOption(
            CommonOptions.value(
                ARCHITECTURE, "NAME", "one of the file's architectures (default: its first)"))
        .addOption(
            CommonOptions.flag(EVALUATION, "the evaluation of a batch instead of a training step"))
        .addOption(
            CommonOptions.value(
                WITHOUT,
                "PASS,PASS",
                "passes of the compiler to leave out: " + String.join(", ", Compiler.passes())))
        .addOption(
            Option.builder()
                .longOpt(PROFILE)
                .optionalArg(true)
                .numberOfArgs(1)
                .argName("N")
                .desc("measure each kernel over N runs, after 2 that do not count (default 10)")
                .build());
  }

  @Override
  public int run(Invocation invocation) {
    OptionalInt runs = runs(invocation);
    Path file = file(invocation);
    Set<String> without = passes(invocation);
    MachineOptions options = MachineOptions.of(invocation);
    Workbench bench = workbenches.make(options);
    Document document = ExperimentFlags.applySet(new YamlReader().read(file), invocation);
    Experiment run = chosen(bench.parser().parse(document), invocation);
    EngineStarter starter =
        new EngineStarter(bench.catalog(), bench.kernels().get(), options.data());
    boolean evaluation = invocation.has(EVALUATION);
    Explanation.Subject subject = Explanation.Subject.of(run, evaluation, starter, without);
    try {
      Explainer explainer = new Explainer(starter, without);
      ProgramListing listing =
          evaluation ? explainer.evaluation(run, runs) : explainer.step(run, runs);
      new Explanation(subject, listing, runs).print(invocation);
    } catch (RetrogradeException e) {
      throw Experiments.naming(document.source(), e);
    }
    return 0;
  }

  private static OptionalInt runs(Invocation invocation) {
    Optional<String> swallowed = invocation.value(PROFILE).filter(text -> text.endsWith(".yaml"));
    if (swallowed.isPresent()) {
      throw Invocation.usage(
          "--" + PROFILE,
          "'" + swallowed.get() + "'",
          "the number of runs, or nothing",
          "write the file first: explain " + swallowed.get() + " --profile");
    }
    return invocation.has(PROFILE)
        ? OptionalInt.of(invocation.number(PROFILE, RUNS, 1, 1_000_000))
        : OptionalInt.empty();
  }

  private static Path file(Invocation invocation) {
    List<Path> files =
        invocation.paths(
            "experiment file", "write for example: explain experiments/quickstart.yaml");
    if (files.size() > 1) {
      throw Invocation.usage(
          "command line", files.size() + " files", "one file", "explain one after the other");
    }
    return files.get(0);
  }

  private static Set<String> passes(Invocation invocation) {
    Set<String> passes = new LinkedHashSet<>();
    List<String> known = Compiler.passes();
    invocation.value(WITHOUT).ifPresent(text -> passes.addAll(List.of(text.split(",", -1))));
    for (String pass : passes) {
      if (!known.contains(pass)) {
        throw Invocation.usage(
            "--" + WITHOUT,
            "no pass '" + pass + "'",
            "some of " + String.join(", ", known),
            "did you mean '" + Nearest.to(pass, known).orElseThrow() + "'?");
      }
    }
    return passes;
  }

  /** The first run of what was asked for; seeds make no difference to a program. */
  private static Experiment chosen(Experiment experiment, Invocation invocation) {
    List<Experiment> all = experiment.runs();
    List<Experiment> runs =
        invocation
            .value(ARCHITECTURE)
            .map(name -> named(name, ARCHITECTURE, all, run -> run.architecture().name()))
            .orElse(all);
    if (invocation.has(RULE) && invocation.has(EVALUATION)) {
      throw Invocation.usage(
          "command line",
          "--rule with --evaluation",
          "one of the two: rules make no difference to an evaluation",
          "remove --rule");
    }
    return invocation
        .value(RULE)
        .map(label -> named(label, RULE, runs, run -> run.rule().label()))
        .orElse(runs)
        .get(0);
  }

  private static List<Experiment> named(
      String name, String option, List<Experiment> runs, Function<Experiment, String> names) {
    List<Experiment> found = runs.stream().filter(run -> names.apply(run).equals(name)).toList();
    if (found.isEmpty()) {
      List<String> known = runs.stream().map(names).distinct().toList();
      throw Invocation.usage(
          "--" + option,
          "no " + option + " '" + name + "' in the file",
          "one of " + String.join(", ", known),
          "did you mean '" + Nearest.to(name, known).orElseThrow() + "'?");
    }
    return found;
  }
}
