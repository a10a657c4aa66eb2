// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.retrograde.app.experiment.ArchitectureSettings;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.NeuronSettings;
import org.retrograde.app.experiment.SimulationSettings;
import org.retrograde.app.features.ModelExtraction;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.Model;
import org.retrograde.app.run.ModelReader;
import org.retrograde.app.run.ReportRenderer;
import org.retrograde.app.run.RunFolder;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.ceiling.InternalConsistency;

/** Scores the networks of an experiment against what its section {@code neurons} names. */
public final class ExperimentScoring {

  /** The simulated recording, in the experiment's folder. */
  public static final String SIMULATED = "simulated.nc";

  private final Tools tools;

  /**
   * What it works with.
   *
   * @param catalog the plugins
   * @param starter reads data and builds networks; asked for late, since it loads native libraries
   * @param models reads trained networks
   * @param reports writes reports over runs
   * @param json writes results
   */
  public record Tools(
      PluginCatalog catalog,
      Supplier<EngineStarter> starter,
      ModelReader models,
      ReportRenderer reports,
      Json json) {}

  /**
   * Makes ready to score.
   *
   * @param tools what it works with
   */
  public ExperimentScoring(Tools tools) {
    this.tools = tools;
  }

  /**
   * Finds out before training whether networks can be scored after it; without a section {@code
   * neurons} it does nothing.
   *
   * @param experiment the experiment
   * @throws org.retrograde.api.error.RetrogradeException if they cannot
   */
  public void check(Experiment experiment) {
    experiment
        .neurons()
        .ifPresent(
            settings ->
                new NeuronCheck(tools.starter().get(), NeuronPlan.of(settings, tools.catalog()))
                    .check(experiment, followed(experiment, settings)));
  }

  /**
   * Scores trained networks, and writes the report over them anew.
   *
   * @param experiment the experiment, with a section {@code neurons}
   * @param folder its folder, where simulated neurons are kept; those that are there are used
   * @param runs the folders of its runs, into which scores are written
   * @param observer watches
   * @param stop asked before every fit
   * @return what was found; empty if it was stopped
   * @throws org.retrograde.api.error.RetrogradeException if they cannot be scored
   */
  public Optional<ExperimentScores> score(
      Experiment experiment,
      RunFolder folder,
      List<Path> runs,
      NeuronObserver observer,
      BooleanSupplier stop) {
    try {
      return Optional.of(score(experiment, folder, runs, new StoppingObserver(observer, stop)));
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private ExperimentScores score(
      Experiment experiment, RunFolder folder, List<Path> runs, StoppingObserver observer) {
    NeuronSettings neurons = experiment.neurons().orElseThrow();
    NeuronPlan plan = NeuronPlan.of(neurons, tools.catalog());
    Path assembly =
        plan.assembly().orElseGet(() -> simulated(experiment, plan, folder.path(), observer));
    try (AssemblySource source = Recordings.open(assembly, plan.stimuli())) {
      Recording recording = new Recording(source, InternalConsistency.BRAIN_SCORE);
      ScoreSettings settings = plan.options().with(recording);
      NetworkScoring scoring =
          new NetworkScoring(recording, assembly, settings, plan.scope(), observer);
      List<NetworkScore> scores = new ArrayList<>();
      for (Path run : runs) {
        List<Long> steps =
            tools
                .models()
                .checkpoints(run, plan.every(), line -> observer.note("neurons: " + line));
        scores.add(scoring.score(run, features(plan, run, observer), steps));
      }
      write(runs, scores);
      tools.reports().render(folder.file(RunFolder.REPORT), experiment.name(), runs);
      return new ExperimentScores(settings, scores, NetworkComparison.of(scores, settings.draws()));
    }
  }

  /** All or none: scores of different scorings must not stand side by side. */
  private void write(List<Path> runs, List<NetworkScore> scores) {
    for (int i = 0; i < scores.size(); i++) {
      new ScoreFiles(runs.get(i))
          .write(tools.json(), scores.get(i).json(), scores.get(i).regions());
    }
  }

  private FeatureSource features(NeuronPlan plan, Path run, StoppingObserver observer) {
    return new ExtractedFeatures(
        step -> {
          observer.note(
              "neurons: "
                  + run.getFileName()
                  + (step.isPresent() ? " after step " + step.getAsLong() : ""));
          return tools.models().read(run, step, UnaryOperator.identity(), observer::note);
        },
        extraction(plan),
        plan.scope().layers(),
        new SectionNames().where("layers"),
        run,
        observer);
  }

  private ModelExtraction extraction(NeuronPlan plan) {
    return new ModelExtraction(tools.starter().get(), plan.images(), plan.reduction());
  }

  private Path simulated(
      Experiment experiment, NeuronPlan plan, Path folder, StoppingObserver observer) {
    Path file = folder.resolve(SIMULATED);
    if (Files.exists(file)) {
      observer.note(
          "neurons: "
              + file
              + " was simulated before and is used again; delete it to simulate anew");
      return file;
    }
    observer.note("neurons: simulated, no recording, in " + file);
    NeuronPlan.Simulated simulated = plan.simulation().orElseThrow();
    Simulation simulation = simulated.simulation();
    Model model =
        new Model(
            "simulated neurons",
            experiment.drawn(
                followed(experiment, experiment.neurons().orElseThrow()), simulation.seed()),
            OptionalLong.empty(),
            Optional.empty());
    ExtractedFeatures source =
        new ExtractedFeatures(
            step -> model,
            extraction(plan),
            simulated.layers(),
            new SectionNames().where("simulate.layers"),
            folder,
            observer);
    try (FeatureFile features = source.open(OptionalLong.empty())) {
      simulation.of(features, simulated.regions()).write(file, done -> observer.check());
      return file;
    } finally {
      source.remove();
    }
  }

  /** The network that simulated neurons follow. */
  private static ArchitectureSettings followed(Experiment experiment, NeuronSettings settings) {
    return settings
        .simulate()
        .flatMap(SimulationSettings::architecture)
        .orElseGet(() -> experiment.architectures().get(0));
  }
}
