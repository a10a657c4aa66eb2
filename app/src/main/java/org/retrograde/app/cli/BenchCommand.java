// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.app.run.Machine;
import org.retrograde.app.run.NetworkRecipe;
import org.retrograde.app.run.StepBenchmark;
import org.retrograde.app.run.StepBenchmark.Times;
import org.retrograde.app.run.Version;

/**
 * {@code bench step}: seconds per training step, on one line that compares with that of other
 * programs.
 */
public final class BenchCommand implements Command {

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
    return "Times training steps on random images and prints one line of JSON";
  }

  @Override
  public String arguments() {
    return "step";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde bench step --architecture resnet --depth 18 --batch 32 --size 32 --rule"
            + " backpropagation --steps 15");
  }

  @Override
  public Options options() {
    return CommonOptions.withMachine(new Options())
        .addOption(CommonOptions.value("architecture", "ID", "the network (default resnet)"))
        .addOption(
            CommonOptions.value("depth", "N", "its depth in layers with weights (default 18)"))
        .addOption(CommonOptions.value("rule", "ID", "the learning rule (default backpropagation)"))
        .addOption(CommonOptions.value("batch", "N", "images in a step (default 32)"))
        .addOption(
            CommonOptions.value("size", "PIXELS", "height and width of an image (default 32)"))
        .addOption(CommonOptions.value("channels", "N", "channels of an image (default 3)"))
        .addOption(CommonOptions.value("classes", "N", "classes (default 10)"))
        .addOption(
            CommonOptions.value(
                "steps", "N", "steps that are timed, after 3 that are not (default 15)"));
  }

  @Override
  public int run(Invocation invocation) {
    if (!invocation.arguments().equals(List.of("step"))) {
      throw Invocation.usage(
          "command line", String.join(" ", invocation.arguments()), "step", "write: bench step");
    }
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    String ruleId = invocation.value("rule").orElse("backpropagation");
    LearningRule rule = bench.catalog().rules().get(ruleId, "--rule");
    RuleAssignment rules = RuleAssignment.everywhere(rule.configure(rule.parameters().defaults()));
    int batch = invocation.number("batch", 32, 1, 65536);
    StepBenchmark benchmark =
        new StepBenchmark(network(bench, invocation), rules, batch, bench.kernels().get());
    Times times = benchmark.run(invocation.number("steps", 15, 1, 1_000_000));
    invocation.terminal().out().println(invocation.json().line(result(invocation, ruleId, times)));
    return 0;
  }

  private static NetworkRecipe network(Workbench bench, Invocation invocation) {
    String id = invocation.value("architecture").orElse("resnet");
    Architecture architecture = bench.catalog().architectures().get(id, "--architecture");
    int size = invocation.number("size", 32, 1, 4096);
    ImageShape image = new ImageShape(size, size, invocation.number("channels", 3, 1, 4096));
    return new NetworkRecipe(
        architecture,
        parameters(architecture, invocation),
        image,
        invocation.number("classes", 10, 2, 1_000_000));
  }

  /**
   * The stem for small images, as in the programs compared with, where the architecture has a
   * choice.
   */
  private static Parameters parameters(Architecture architecture, Invocation invocation) {
    ParameterTable table = architecture.parameters();
    Map<String, Object> values = new LinkedHashMap<>();
    if (table.find("depth").isPresent() || invocation.has("depth")) {
      values.put("depth", depth(invocation));
    }
    if (table.find("stem").isPresent()) {
      values.put("stem", "cifar");
    }
    return table.bind(values, KeyLocation.under("architecture"));
  }

  private static Map<String, Object> result(Invocation invocation, String rule, Times times) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("peer", "retrograde " + Version.current());
    result.put("rule", rule);
    result.put("depth", depth(invocation));
    result.put("batch", invocation.number("batch", 32, 1, 65536));
    result.put("size", invocation.number("size", 32, 1, 4096));
    result.put("channelsLast", true);
    result.put("minSeconds", round(times.minSeconds()));
    result.put("medianSeconds", round(times.medianSeconds()));
    Machine.peakMebibytes().ifPresent(peak -> result.put("peakMiB", peak));
    return result;
  }

  private static long depth(Invocation invocation) {
    return invocation.number("depth", 18, 1, 10_000);
  }

  private static double round(double seconds) {
    return Math.round(seconds * 1e4) / 1e4;
  }
}
