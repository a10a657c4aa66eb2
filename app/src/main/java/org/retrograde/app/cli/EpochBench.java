// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.YamlReader;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.EpochBenchmark;
import org.retrograde.app.run.Machine;
import org.retrograde.app.run.Version;

/** {@code bench epoch FILE}: a line for each run of the experiment. */
final class EpochBench {

  private final Workbench.Maker workbenches;

  EpochBench(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  void run(Invocation invocation) {
    Path file = file(invocation);
    MachineOptions options = MachineOptions.of(invocation);
    Workbench bench = workbenches.make(options);
    Document document = ExperimentFlags.applySet(new YamlReader().read(file), invocation);
    Experiment experiment = bench.parser().parse(document);
    EngineStarter starter =
        new EngineStarter(bench.catalog(), bench.kernels().get(), options.data());
    try {
      starter.check(experiment);
      for (Experiment run : experiment.runs()) {
        invocation.print(invocation.json().line(line(run, new EpochBenchmark(starter).run(run))));
      }
    } catch (RetrogradeException e) {
      throw Experiments.naming(document.source(), e);
    }
  }

  private static Path file(Invocation invocation) {
    List<Path> paths =
        invocation.paths("experiment file", "write for example: bench epoch FILE").stream()
            .skip(1)
            .toList();
    if (paths.size() != 1) {
      throw Invocation.usage(
          "command line",
          paths.isEmpty() ? "no experiment file" : paths.size() + " files",
          "one file",
          "write for example: bench epoch experiments/quickstart.yaml");
    }
    return paths.get(0);
  }

  private static Map<String, Object> line(Experiment run, EpochBenchmark.Result result) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("peer", "retrograde " + Version.current());
    line.put("mode", "epoch");
    line.put("experiment", run.name());
    line.put("architecture", run.architecture().name());
    line.put("rule", run.rule().label());
    line.put("seed", run.seed());
    line.put("batch", run.training().batchSize());
    line.put("steps", result.steps());
    line.put("epochSeconds", Numbers.microseconds(result.seconds()));
    line.put("medianSeconds", Numbers.microseconds(result.medianStepSeconds()));
    line.put("ratio", Math.round(result.ratio() * 1e4) / 1e4);
    Machine.peakMebibytes().ifPresent(peak -> line.put("peakMiB", peak));
    return line;
  }
}
