// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.app.neural.FeatureFile;
import org.retrograde.app.neural.FeatureSource;
import org.retrograde.app.neural.Simulation;
import org.retrograde.neural.simulation.PopulationSpec;
import org.retrograde.neural.simulation.SimulatedRecording;

/** {@code simulate-assembly}: a recording of neurons that do not exist, with known truth. */
public final class SimulateCommand implements Command {

  private static final String MODEL = "model";
  private static final String LAYERS = "layers";
  private static final String NEUROIDS = "neuroids";
  private static final String CORRELATION = "correlation";
  private static final String RELIABILITY = "reliability";
  private static final String REPETITIONS = "repetitions";
  private static final String LATENCY = "latency";
  private static final String UNITS = "units";
  private static final String SEED = "seed";
  private static final String OUT = "out";

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public SimulateCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "simulate-assembly";
  }

  @Override
  public String summary() {
    return "Simulates recorded neurons that follow a network's layers, to try scores where the"
        + " truth is known";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde simulate-assembly --model features.npz --layers conv3=V4,conv5=IT --out"
            + " simulated.nc",
        "retrograde simulate-assembly --model experiments/quickstart.yaml --dataset test --limit"
            + " 500 --layers pool=IT --reliability 0.5 --out simulated.nc");
  }

  @Override
  public Options options() {
    Options options =
        ModelFlags.addTo(new Options())
            .addOption(
                CommonOptions.value(
                    MODEL,
                    "RUN|FILE",
                    "a run folder, an experiment file, or features.npz as 'features' writes it"))
            .addOption(
                CommonOptions.value(
                    LAYERS,
                    "NAME=REGION,...",
                    "layers, and the region of the neuroids that follow them (needed)"))
            .addOption(
                CommonOptions.value(NEUROIDS, "N", "neuroids that follow each layer (default 32)"))
            .addOption(
                CommonOptions.value(
                    CORRELATION,
                    "R",
                    "between a neuroid without noise and the layer's best prediction (default"
                        + " 0.8)"))
            .addOption(
                CommonOptions.value(
                    RELIABILITY,
                    "C",
                    "of the mean over repetitions, where responses vary as usual (default 0.8)"))
            .addOption(
                CommonOptions.value(REPETITIONS, "N", "trials of each stimulus (default 20)"))
            .addOption(
                CommonOptions.value(
                    LATENCY, "N", "steps of 10 ms that neurons are behind (default 0)"))
            .addOption(
                CommonOptions.value(UNITS, "N", "units that a neuroid listens to (default 16)"))
            .addOption(CommonOptions.value(SEED, "N", "what all is drawn from (default 1)"))
            .addOption(CommonOptions.value(OUT, "FILE.nc", "the file to write (netCDF-4)"));
    return FeatureFlags.addTo(options);
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Path model = ModelFlags.file(invocation, MODEL, "features.npz");
    Path out = ModelFlags.file(invocation, OUT, "simulated.nc");
    if (!out.toString().endsWith(".nc")) {
      throw Invocation.usage(
          "--" + OUT, "'" + out + "'", "a name that ends in .nc", "write simulated.nc");
    }
    Map<String, String> regions = regions(invocation);
    PopulationSpec spec =
        Simulation.population(OptionNames.values(invocation, NeuronKeys.population()));
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    FeatureSource source =
        ModelFeatures.of(
            model, folder(out), List.copyOf(regions.keySet()), LAYERS, invocation, bench);
    try (FeatureFile features = source.open(OptionalLong.empty())) {
      SimulatedRecording recording =
          new Simulation(spec, invocation.number(SEED, 1, 0, Integer.MAX_VALUE))
              .of(features, regions);
      recording.write(out, done -> {});
      report(invocation, recording, regions, out);
      return 0;
    } finally {
      source.remove();
    }
  }

  private static Path folder(Path out) {
    Path folder = out.toAbsolutePath().getParent();
    return folder == null ? Path.of("") : folder;
  }

  private static Map<String, String> regions(Invocation invocation) {
    Map<String, String> regions = new LinkedHashMap<>();
    for (String pair : invocation.value(LAYERS).map(t -> t.split(",", -1)).orElse(new String[0])) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw Invocation.usage(
            "--" + LAYERS, "'" + pair + "'", "LAYER=REGION", "write for example conv5=IT");
      }
      regions.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    if (regions.isEmpty()) {
      throw Invocation.usage(
          "command line", "no --" + LAYERS, "LAYER=REGION", "write for example conv5=IT");
    }
    return regions;
  }

  private static void report(
      Invocation invocation, SimulatedRecording recording, Map<String, String> regions, Path out) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", out.toString());
    facts.put("stimuli", recording.stimuli().size());
    facts.put("neuroids", recording.neuroids());
    facts.put("repetitions", recording.spec().repetitions());
    facts.put("layers", regions);
    facts.put("trueCorrelation", recording.spec().correlation());
    facts.put("trueReliability", recording.spec().reliability());
    if (invocation.wantsJson()) {
      invocation.printJson(facts);
    } else {
      facts.forEach((key, value) -> invocation.print(key + ": " + value));
      invocation.print("a simulation: no neuron was recorded");
    }
  }
}
