// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.ParameterType;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.run.EvaluationBenchmark;
import org.retrograde.app.run.Machine;
import org.retrograde.app.run.Measurement;
import org.retrograde.app.run.NetworkRecipe;
import org.retrograde.app.run.StepBenchmark;
import org.retrograde.app.run.Version;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.Memory;

/** {@code bench step} and {@code bench eval}, which time a network on random images. */
final class NetworkBench {

  static final String RULE = "rule";

  static final String MEMORY = "memory";

  private static final String BACKPROPAGATION = "backpropagation";
  private static final String ARCHITECTURE = "architecture";

  private final Workbench bench;
  private final Invocation invocation;
  private final Architecture architecture;
  private final String rule;
  private final int batch;
  private final int size;
  private final int repetitions;

  NetworkBench(Workbench.Maker workbenches, Invocation invocation) {
    this.bench = workbenches.make(MachineOptions.of(invocation));
    this.invocation = invocation;
    String id = invocation.value(ARCHITECTURE).orElse("resnet");
    architecture = bench.catalog().architectures().get(id, "--architecture");
    rule = invocation.value(RULE).orElse(BACKPROPAGATION);
    batch = invocation.number("batch", 32, 1, 65536);
    size = invocation.number("size", 32, 1, 4096);
    repetitions = invocation.number("steps", 15, 1, 1_000_000);
  }

  /** What both take besides the machine. */
  static Options options() {
    return new Options()
        .addOption(CommonOptions.value(ARCHITECTURE, "ID", "the network (default resnet)"))
        .addOption(
            CommonOptions.value(
                "depth", "N", "its depth in layers with weights, if it has one (default 18)"))
        .addOption(
            CommonOptions.value(
                RULE, "ID", "step: the learning rule (default " + BACKPROPAGATION + ")"))
        .addOption(
            CommonOptions.value(
                MEMORY, "KIND", "step: normal (default), or low for time in place of memory"))
        .addOption(CommonOptions.value("batch", "N", "images in a batch (default 32)"))
        .addOption(
            CommonOptions.value("size", "PIXELS", "height and width of an image (default 32)"))
        .addOption(CommonOptions.value("channels", "N", "channels of an image (default 3)"))
        .addOption(CommonOptions.value("classes", "N", "classes (default 10)"))
        .addOption(
            CommonOptions.value(
                "steps",
                "N",
                "steps, or evaluations of 4 batches, that are timed after 3 that are not (default"
                    + " 15)"));
  }

  static Set<String> names() {
    return options().getOptions().stream()
        .map(Option::getLongOpt)
        .collect(Collectors.toUnmodifiableSet());
  }

  String step() {
    RuleAssignment rules = rules();
    KernelLibrary kernels = bench.kernels().get();
    Measurement cost =
        new StepBenchmark(network(), rules, batch, memory(), kernels).run(repetitions);
    Map<String, Object> line = line(cost);
    cost.heapBytes().ifPresent(bytes -> line.put("heapBytesPerStep", bytes));
    return finished(line, "step");
  }

  String evaluation() {
    RuleAssignment rules = rules();
    KernelLibrary kernels = bench.kernels().get();
    Measurement cost = new EvaluationBenchmark(network(), rules, batch, kernels).run(repetitions);
    Map<String, Object> line = line(cost);
    line.remove(RULE);
    return finished(line, "eval");
  }

  private Memory memory() {
    String id = invocation.value(MEMORY).orElse(Memory.NORMAL.id());
    if (!Memory.ids().contains(id)) {
      throw Invocation.usage(
          "--" + MEMORY,
          "'" + id + "'",
          String.join(" or ", Memory.ids()),
          "write --" + MEMORY + " " + Memory.LOW.id());
    }
    return Memory.of(id);
  }

  private RuleAssignment rules() {
    LearningRule plugin = bench.catalog().rules().get(rule, "--" + RULE);
    return RuleAssignment.everywhere(plugin.configure(plugin.parameters().defaults()));
  }

  private NetworkRecipe network() {
    ImageShape image = new ImageShape(size, size, invocation.number("channels", 3, 1, 4096));
    int classes = invocation.number("classes", 10, 2, 1_000_000);
    return new NetworkRecipe(
        architecture, parameters(), image, classes, Loss.SOFTMAX_CROSS_ENTROPY);
  }

  /**
   * The stem for small images, as in the programs compared with, where the architecture has a
   * choice.
   */
  private Parameters parameters() {
    ParameterTable table = architecture.parameters();
    Map<String, Object> values = new LinkedHashMap<>();
    if (hasDepth() || invocation.has("depth")) {
      values.put("depth", depth());
    }
    if (table.find("stem").isPresent()) {
      values.put("stem", "cifar");
    }
    values.putAll(set());
    return table.bind(values, KeyLocation.under("architecture"));
  }

  /** The architecture's keys among those that are set; there are no others here. */
  private Map<String, Object> set() {
    Document document = ExperimentFlags.applySet(Document.empty("--set"), invocation);
    Map<String, Object> values = new LinkedHashMap<>();
    document
        .root()
        .forEach(
            (key, value) -> {
              if (!key.equals(ARCHITECTURE) || !(value instanceof Map<?, ?> keys)) {
                throw Invocation.usage(
                    "--set",
                    "'" + key + "'",
                    "a key of the architecture",
                    "write for example --set architecture.width=0.5");
              }
              keys.forEach((name, of) -> values.put(String.valueOf(name), of));
            });
    return values;
  }

  private boolean hasDepth() {
    return architecture
        .parameters()
        .find("depth")
        .filter(spec -> spec.type() == ParameterType.INTEGER)
        .isPresent();
  }

  private long depth() {
    return invocation.number("depth", 18, 1, 10_000);
  }

  private Map<String, Object> line(Measurement cost) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("peer", "retrograde " + Version.current());
    line.put(RULE, rule);
    if (hasDepth()) {
      line.put("depth", depth());
    }
    line.put("batch", batch);
    line.put("size", size);
    line.put("channelsLast", true);
    line.put("minSeconds", Numbers.microseconds(cost.minSeconds()));
    line.put("medianSeconds", Numbers.microseconds(cost.medianSeconds()));
    Machine.peakMebibytes().ifPresent(peak -> line.put("peakMiB", peak));
    return line;
  }

  private String finished(Map<String, Object> line, String mode) {
    line.put("mode", mode);
    line.put("architecture", architecture.id());
    return invocation.json().line(line);
  }
}
