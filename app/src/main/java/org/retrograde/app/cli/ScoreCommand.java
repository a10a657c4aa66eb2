// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.neural.FeatureActivations;
import org.retrograde.app.neural.FeatureFile;
import org.retrograde.app.neural.NeuralScoring;
import org.retrograde.app.neural.Recording;
import org.retrograde.app.neural.RegionScore;
import org.retrograde.app.neural.ScoreFiles;
import org.retrograde.app.neural.ScoreJson;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.neural.StimulusNames;
import org.retrograde.app.report.ScoreReportWriter;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.Version;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.ceiling.InternalConsistency;

/** {@code score}: how well layers predict recorded neurons. */
public final class ScoreCommand implements Command {

  private static final String MODEL = "model";
  private static final String LAYERS = "layers";
  private static final String ASSEMBLY = "assembly";
  private static final String REGION = "region";
  private static final String STIMULI = "stimuli";
  private static final String OUT = "out";
  private static final long SEED = 1;

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public ScoreCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "Scores layers by how well they predict recorded neurons, over time too";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde score --model features.npz --assembly recording.nc --region IT --metric pls",
        "retrograde score --model runs/quickstart-20250102T030405Z --images stimuli --layers all"
            + " --assembly recording.nc --out scores");
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
                CommonOptions.value(LAYERS, "NAME,NAME", "layers without '@step' (default: all)"))
            .addOption(
                CommonOptions.value(
                    ASSEMBLY, "FILE", "the recording: .nc (BrainIO), .nwb, .npz or .csv"))
            .addOption(
                CommonOptions.value(
                    REGION, "NAME,NAME", "regions of the recording (default: each of them)"))
            .addOption(
                CommonOptions.value(
                    STIMULI, "FILE.csv", "the stimulus set: columns stimulus_id and filename"))
            .addOption(
                CommonOptions.value(
                    OUT,
                    "DIR",
                    "where neural.json, scores.csv and report.html go (default scores)"));
    ScoreFlags.addTo(options);
    return FeatureFlags.addTo(options);
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Path model = ModelFlags.file(invocation, MODEL, "features.npz");
    Path file = ModelFlags.file(invocation, ASSEMBLY, "recording.nc");
    Path out = invocation.path(OUT).orElse(Path.of("scores"));
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    ModelFeatures made = new ModelFeatures(model, out, invocation, bench);
    try (AssemblySource source = Recordings.open(file, invocation.path(STIMULI));
        FeatureFile features = made.open(invocation.value(LAYERS).orElse(LayerCatalog.ALL))) {
      Recording recording = new Recording(source, InternalConsistency.BRAIN_SCORE);
      ScoreSettings settings =
          ScoreFlags.of(invocation, bench.catalog(), recording::has, recording.hasBins());
      ScoreProgress progress = new ScoreProgress(invocation);
      NeuralScoring scoring = new NeuralScoring(settings, SEED, progress);
      List<RegionScore> regions = new ArrayList<>();
      for (Optional<String> region : regions(invocation, recording)) {
        regions.add(scoring.score(recording, region, ids -> layers(features, ids, invocation)));
        progress.end();
      }
      Map<String, Object> json =
          ScoreJson.of(facts(model, made.reduction(), file, settings), regions);
      new ScoreFiles(out).write(invocation.json(), json, regions);
      new ScoreReportWriter()
          .write(
              out.resolve(RunFolder.REPORT),
              "Predictivity of neurons: " + model.getFileName(),
              out.resolve(ScoreFiles.JSON));
      print(invocation, json, settings, regions, out);
      return 0;
    }
  }

  private static List<Optional<String>> regions(Invocation invocation, Recording recording) {
    List<String> known = recording.regions();
    List<String> wanted =
        invocation.value(REGION).map(text -> List.of(text.split(",", -1))).orElse(known);
    return wanted.isEmpty()
        ? List.of(Optional.empty())
        : wanted.stream().map(region -> Optional.of(region.strip())).toList();
  }

  private static List<FeatureActivations> layers(
      FeatureFile file, List<String> recorded, Invocation invocation) {
    Map<String, FeatureFile.Layer> all = file.layers();
    List<String> wanted =
        invocation
            .value(LAYERS)
            .filter(text -> !text.equals("all"))
            .map(text -> List.of(text.split(",", -1)))
            .orElse(List.copyOf(all.keySet()));
    List<String> names = file.names().orElseThrow(() -> unnamed(file));
    List<String> ids =
        StimulusNames.ids(
            names, recorded, Recordings.byFile(invocation.path(STIMULI)), file.file().toString());
    List<FeatureActivations> layers = new ArrayList<>();
    for (String name : wanted) {
      // Files have '.' where layers have '/'.
      FeatureFile.Layer layer = all.get(name.strip().replace('/', '.'));
      if (layer == null) {
        throw Invocation.usage(
            "--" + LAYERS,
            "'" + name + "'",
            "some of " + String.join(", ", all.keySet()),
            "write for example --" + LAYERS + " " + all.keySet().iterator().next());
      }
      layers.add(new FeatureActivations(file, layer, ids));
    }
    return layers;
  }

  private static RetrogradeException unnamed(FeatureFile file) {
    return Invocation.usage(
        file.file().toString(),
        "rows without names",
        "an array 'ids' or 'files' that says which stimulus each row answers",
        "write the features again with --images, or add the array");
  }

  private static Map<String, Object> facts(
      Path model, String reduction, Path assembly, ScoreSettings settings) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", Version.current());
    facts.put("model", model.toString());
    facts.put("reduction", reduction);
    facts.put("assembly", assembly.toString());
    facts.putAll(settings.facts());
    return facts;
  }

  private static void print(
      Invocation invocation,
      Map<String, Object> json,
      ScoreSettings settings,
      List<RegionScore> regions,
      Path out) {
    if (invocation.wantsJson()) {
      invocation.printJson(json);
      return;
    }
    regions.forEach(region -> invocation.print(ScoreText.of(region)));
    invocation.print(ScoreText.legend(settings));
    invocation.print("files: " + out);
  }
}
