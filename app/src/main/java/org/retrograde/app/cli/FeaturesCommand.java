// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.app.features.FeatureExtraction;
import org.retrograde.app.features.FeatureImages;
import org.retrograde.app.features.FeatureLayer;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.features.StartConvention;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Model;
import org.retrograde.arrays.ArrayFormat;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.NetcdfFormat;
import org.retrograde.arrays.NpzFormat;

/** {@code features}: what layers put out for images, in a file. */
public final class FeaturesCommand implements Command {

  private static final String MODEL = "model";
  private static final String LAYERS = "layers";
  private static final String START = "start";
  private static final String BATCH = "batch";
  private static final String OUT = "out";
  private static final int DEFAULT_BATCH = 32;

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public FeaturesCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String summary() {
    return "Writes what layers put out for images, image by image and step by step";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde features --model runs/quickstart-20250102T030405Z --layers all --dataset test"
            + " --out features.npz",
        "retrograde features --model experiments/quickstart.yaml --layers pool,logits --images"
            + " photos --reduce random:512 --out features.nc");
  }

  @Override
  public Options options() {
    Options options =
        ModelFlags.addTo(new Options())
            .addOption(
                CommonOptions.value(
                    MODEL,
                    "RUN|FILE",
                    "a run folder, or an experiment file, whose network then has its first"
                        + " weights"))
            .addOption(
                CommonOptions.value(
                    LAYERS, "NAME,NAME", "layers without '@step', or 'all' (needed)"))
            .addOption(
                CommonOptions.value(
                    START,
                    "WHEN",
                    "where the steps of a layer begin: first (default, the first that the image"
                        + " reaches), zoo (the one after) or all"))
            .addOption(CommonOptions.value(BATCH, "N", "images at a time (default 32)"))
            .addOption(
                CommonOptions.value(OUT, "FILE", "the file to write, .npz or .nc (netCDF-4)"));
    return FeatureFlags.addTo(options);
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Path path = ModelFlags.file(invocation, MODEL, "runs/NAME");
    Path out = ModelFlags.file(invocation, OUT, "features.npz");
    requireFormat(out);
    StartConvention start = start(invocation);
    FeatureFlags flags = FeatureFlags.of(invocation);
    int batch = invocation.number(BATCH, DEFAULT_BATCH, 2, 65_536);
    MachineOptions options = MachineOptions.of(invocation);
    Workbench bench = workbenches.make(options);
    Model model = ModelFlags.read(path, bench, invocation);
    try {
      EngineStarter starter =
          new EngineStarter(bench.catalog(), bench.kernels().get(), options.data());
      Dataset dataset = starter.dataset(model.experiment());
      Network network = starter.network(model.experiment(), dataset).build(Mode.EVALUATION, batch);
      List<FeatureLayer> layers = layers(new LayerCatalog(network), start, invocation);
      FeatureImages images = flags.choice().images(starter, model.experiment(), dataset);
      Map<String, String> facts = facts(model, flags, start);
      FeatureExtraction extraction =
          new FeatureExtraction(network, model.weightsOf(network), starter.kernels());
      FeatureProgress progress = new FeatureProgress(invocation);
      List<ArraySpec> arrays =
          extraction.write(
              images,
              layers,
              flags.reduction(),
              out,
              format(out, facts),
              done -> progress.extracted(done, images.count()));
      progress.extractionEnded();
      new FeatureReport(out, images, layers, arrays, facts).print(invocation);
      return 0;
    } catch (RetrogradeException e) {
      throw Experiments.naming(model.source(), e);
    }
  }

  private static List<FeatureLayer> layers(
      LayerCatalog catalog, StartConvention start, Invocation invocation) {
    List<String> names =
        invocation
            .value(LAYERS)
            .map(text -> List.of(text.split(",", -1)))
            .orElseThrow(
                () ->
                    Invocation.usage(
                        "command line",
                        "no --" + LAYERS,
                        "'"
                            + LayerCatalog.ALL
                            + "' or some of "
                            + String.join(", ", catalog.names()),
                        "write for example --" + LAYERS + " all"));
    return catalog.choose(names.stream().map(String::strip).toList(), start);
  }

  private static StartConvention start(Invocation invocation) {
    String id = invocation.value(START).orElse(StartConvention.FIRST.id());
    return StartConvention.of(id)
        .orElseThrow(
            () ->
                Invocation.usage(
                    "--" + START,
                    "'" + id + "'",
                    "one of " + String.join(", ", StartConvention.ids()),
                    "write for example --" + START + " first"));
  }

  private static void requireFormat(Path out) {
    if (!isNpz(out) && !out.toString().endsWith(".nc")) {
      throw Invocation.usage(
          "--" + OUT,
          "'" + out + "'",
          "a name that ends in .npz (NumPy) or .nc (netCDF-4)",
          "write for example --" + OUT + " features.npz");
    }
  }

  private static boolean isNpz(Path out) {
    return out.toString().endsWith(".npz");
  }

  private static ArrayFormat format(Path out, Map<String, String> facts) {
    return isNpz(out) ? new NpzFormat() : new NetcdfFormat(facts);
  }

  private static Map<String, String> facts(Model model, FeatureFlags flags, StartConvention start) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("title", "features of " + model.experiment().name());
    facts.put("model", model.source());
    facts.put(
        "weights",
        model.step().isPresent()
            ? "after step " + model.step().getAsLong()
            : model.weights().map(file -> file.source()).orElse("drawn")
                + ", seed "
                + model.experiment().seed());
    facts.put("images", flags.choice().source());
    facts.put("reduction", flags.reduction().toString());
    facts.put("start", start.id());
    return facts;
  }
}
