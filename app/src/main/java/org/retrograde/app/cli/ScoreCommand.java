// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.neural.NetworkComparison;
import org.retrograde.app.neural.NetworkScore;
import org.retrograde.app.neural.NetworkScoring;
import org.retrograde.app.neural.Recording;
import org.retrograde.app.neural.Recordings;
import org.retrograde.app.neural.ScoreJson;
import org.retrograde.app.neural.ScoreScope;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.run.ReportRenderer;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.ceiling.InternalConsistency;

/** {@code score}: how well layers predict recorded neurons. */
public final class ScoreCommand implements Command {

  private static final String MODEL = "model";
  static final String LAYERS = "layers";
  private static final String REGION = "region";
  private static final String ASSEMBLY = "assembly";
  private static final String EVERY = "predictivity-every";
  private static final String STIMULI = "stimuli";
  private static final String OUT = "out";

  private final Workbench.Maker workbenches;
  private final ReportRenderer reports;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   * @param reports writes reports over runs
   */
  public ScoreCommand(Workbench.Maker workbenches, ReportRenderer reports) {
    this.workbenches = workbenches;
    this.reports = reports;
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
                    "a run folder, that of a comparison, an experiment file, or features.npz as"
                        + " 'features' writes it"))
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
                    "where neural.json, scores.csv and report.html go (default: the run's folder,"
                        + " else scores)"))
            .addOption(
                CommonOptions.value(
                    EVERY,
                    "N",
                    "score the checkpoints of a run after every N steps too, to follow"
                        + " predictivity during training"));
    ScoreFlags.addTo(options);
    return FeatureFlags.addTo(options);
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Path model = ModelFlags.file(invocation, MODEL, "features.npz");
    Path file = ModelFlags.file(invocation, ASSEMBLY, "recording.nc");
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    ScoreTargets targets =
        ScoreTargets.of(model, ModelFlags.folder(invocation, OUT), every(invocation, model));
    try (AssemblySource source = Recordings.open(file, invocation.path(STIMULI))) {
      Recording recording = new Recording(source, InternalConsistency.BRAIN_SCORE);
      NetworkScoring scoring =
          new NetworkScoring(
              recording,
              file,
              ScoreFlags.of(invocation, bench.catalog()).with(recording),
              scope(invocation),
              new ScoreProgress(invocation));
      ScoreRun run = new ScoreRun(invocation, bench, scoring);
      List<NetworkScore> scores = new ArrayList<>();
      for (ScoreTargets.Target target : targets.all()) {
        scores.add(run.score(target, targets.every()));
      }
      targets.report(reports);
      finish(invocation, scoring.settings(), targets, scores);
      return 0;
    }
  }

  private static ScoreScope scope(Invocation invocation) {
    return new ScoreScope(
        names(invocation, LAYERS).orElse(List.of(LayerCatalog.ALL)),
        names(invocation, REGION).orElse(List.of()),
        Recordings.byFile(invocation.path(STIMULI)),
        new OptionNames());
  }

  private static Optional<List<String>> names(Invocation invocation, String option) {
    return invocation
        .value(option)
        .map(text -> Stream.of(text.split(",", -1)).map(String::strip).toList());
  }

  private static OptionalLong every(Invocation invocation, Path model) {
    if (!invocation.has(EVERY)) {
      return OptionalLong.empty();
    }
    if (!Files.isDirectory(model)) {
      throw Invocation.usage(
          "--" + EVERY,
          "'" + model + "', which is no run",
          "the folder of a run, whose checkpoints are scored",
          "remove it, or name a run with --" + MODEL);
    }
    return OptionalLong.of(invocation.number(EVERY, 1, 1, Integer.MAX_VALUE));
  }

  private static void finish(
      Invocation invocation,
      ScoreSettings settings,
      ScoreTargets targets,
      List<NetworkScore> scores) {
    List<NetworkComparison> compared = NetworkComparison.of(scores, settings.draws());
    if (invocation.wantsJson()) {
      List<Map<String, Object>> all = scores.stream().map(NetworkScore::json).toList();
      invocation.printJson(
          all.size() == 1
              ? all.get(0)
              : Map.of(
                  "runs", all, "compared", compared.stream().map(ScoreJson::compared).toList()));
      return;
    }
    ScoreText.summary(scores).forEach(invocation::print);
    compared.forEach(comparison -> invocation.print(ScoreText.compared(comparison)));
    invocation.print(ScoreText.legend(settings));
    targets.files().forEach(file -> invocation.print("file: " + file));
  }
}
