// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.cli.Options;
import org.retrograde.app.behavior.BehaviorFile;
import org.retrograde.app.behavior.BehaviorJson;
import org.retrograde.app.behavior.BehaviorScoring;
import org.retrograde.app.behavior.ChoiceData;
import org.retrograde.app.behavior.ChoiceTable;
import org.retrograde.app.behavior.LayerChoices;
import org.retrograde.app.behavior.LayerTimes;
import org.retrograde.app.behavior.ObjectLabels;
import org.retrograde.app.behavior.SolutionData;
import org.retrograde.app.neural.FeatureActivations;
import org.retrograde.app.neural.FeatureFile;
import org.retrograde.app.neural.FeatureSource;
import org.retrograde.app.neural.StimulusNames;
import org.retrograde.app.report.BehaviorReportWriter;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.Version;

/** {@code behavior}: how alike the choices of a network and of subjects are. */
public final class BehaviorCommand implements Command {

  private static final String MODEL = "model";
  private static final String OUT = "out";

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public BehaviorCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "behavior";
  }

  @Override
  public String summary() {
    return "Compares what a layer confuses with what people or monkeys do, and when images are"
        + " solved";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde behavior --model features.npz --layer pool --labels labels.csv --trials"
            + " trials.csv",
        "retrograde behavior --model runs/quickstart-20250102T030405Z --images stimuli --layer"
            + " conv5 --labels labels.csv --solution-times times.csv");
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
                    OUT, "DIR", "where behavior.json and report.html go (default: behavior)"));
    return FeatureFlags.addTo(BehaviorFlags.addTo(options));
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Path model = ModelFlags.file(invocation, MODEL, "features.npz");
    Path out = ModelFlags.folder(invocation, OUT).orElse(Path.of("behavior"));
    BehaviorFlags flags = BehaviorFlags.of(invocation);
    ObjectLabels labels = ObjectLabels.read(flags.labels(), flags.training());
    Optional<ChoiceData> choices =
        flags.trials().map(file -> ChoiceData.of(labels, ChoiceTable.read(file)));
    Optional<SolutionData> times = flags.times().map(file -> SolutionData.read(file, labels));
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    FeatureSource features =
        ModelFeatures.of(model, out, flags.layers(), BehaviorFlags.LAYER, invocation, bench);
    try (FeatureFile file = features.open(OptionalLong.empty())) {
      List<FeatureActivations> layers = layers(file, flags.layers(), labels);
      BehaviorScoring scoring = new BehaviorScoring(flags.settings());
      times.ifPresent(data -> layers.forEach(BehaviorScoring::requireUnrolled));
      Map<String, Object> json = facts(model, features.reduction(), flags);
      choices.ifPresent(
          data -> {
            List<LayerChoices> found = new ArrayList<>();
            layers.forEach(layer -> found.add(scoring.choices(layer, data)));
            json.put("choices", BehaviorJson.choices(flags.settings(), data, found));
            tell(invocation, BehaviorText.choices(data, found));
          });
      times.ifPresent(
          data -> {
            List<LayerTimes> found = new ArrayList<>();
            layers.forEach(layer -> found.add(scoring.times(layer, data)));
            json.put("solutionTimes", BehaviorJson.times(flags.settings(), data, found));
            tell(invocation, BehaviorText.times(flags.settings(), data, found));
          });
      write(invocation, out, model, json);
      return 0;
    } finally {
      features.remove();
    }
  }

  private static void tell(Invocation invocation, String text) {
    if (!invocation.wantsJson()) {
      invocation.print(text);
    }
  }

  private static void write(Invocation invocation, Path out, Path model, Map<String, Object> json) {
    Path file = new BehaviorFile(out).write(invocation.json(), json);
    Path page = out.resolve(RunFolder.REPORT);
    new BehaviorReportWriter().write(page, "Behaviour: " + model.getFileName(), file);
    if (invocation.wantsJson()) {
      invocation.printJson(json);
    } else {
      invocation.print("\nfile: " + file + "\nfile: " + page);
    }
  }

  private static List<FeatureActivations> layers(
      FeatureFile file, List<String> wanted, ObjectLabels labels) {
    List<String> ids =
        StimulusNames.read(
            file.requireNames(), List.copyOf(labels.stimuli().keySet()), labels.byFile());
    return file.choose(wanted, new OptionNames(), BehaviorFlags.LAYER).stream()
        .map(layer -> new FeatureActivations(file, layer, ids))
        .toList();
  }

  private static Map<String, Object> facts(Path model, String reduction, BehaviorFlags flags) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", Version.current());
    facts.put("model", model.toString());
    facts.put("reduction", reduction);
    facts.put("labels", flags.labels().toString());
    flags.training().ifPresent(file -> facts.put("trainStimuli", file.toString()));
    flags.trials().ifPresent(file -> facts.put("trials", file.toString()));
    flags.times().ifPresent(file -> facts.put("solutionTimesFile", file.toString()));
    facts.put("classifierSeed", flags.settings().classifierSeed());
    return facts;
  }
}
