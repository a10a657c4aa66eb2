// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.app.experiment.ArchitectureSettings;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.features.FeatureImages;
import org.retrograde.app.features.FeatureLayer;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.features.ModelExtraction;
import org.retrograde.app.features.StartConvention;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.ceiling.InternalConsistency;

/**
 * Finds out before training whether networks can be scored after it.
 *
 * @param starter reads data and builds networks
 * @param plan what they are scored against
 */
record NeuronCheck(EngineStarter starter, NeuronPlan plan) {

  void check(Experiment experiment, ArchitectureSettings followed) {
    plan.assembly().ifPresent(file -> requireFile("assembly", file));
    plan.stimuli().ifPresent(file -> requireFile("stimuli", file));
    plan.simulation().ifPresent(s -> requireOther(experiment, followed, s.simulation().seed()));
    Dataset dataset = starter.dataset(experiment);
    FeatureImages images = plan.images().images(starter, experiment, dataset);
    List<FeatureLayer> scored = new ArrayList<>();
    for (ArchitectureSettings architecture : experiment.architectures()) {
      scored.addAll(
          layers(experiment.with(architecture), dataset, plan.scope().layers(), "layers"));
    }
    try (AssemblySource source = source(experiment.with(followed), dataset, images)) {
      Recording recording = new Recording(source, InternalConsistency.BRAIN_SCORE);
      ScoreSettings settings = plan.options().with(recording);
      new ScoringCheck(settings, recording, plan.scope())
          .check(images.ids(), sizes(scored), plan.images().source());
    }
  }

  private static void requireFile(String key, Path file) {
    if (!Files.isRegularFile(file)) {
      throw RetrogradeException.usage(
          new Problem(
              new SectionNames().where(key),
              "no file '" + file + "'",
              "a file that can be read; paths begin in the folder in which retrograde is called",
              "correct the path"));
    }
  }

  /** A network would be likest the neurons that follow what it began as. */
  private static void requireOther(Experiment trained, ArchitectureSettings followed, long seed) {
    if (trained.architectures().contains(followed) && trained.seeds().contains(seed)) {
      throw RetrogradeException.usage(
          new Problem(
              new SectionNames().where("simulate.seed"),
              seed + ", from which a run draws the network '" + followed.name() + "' too",
              "another seed than those of runs",
              "write for example " + new SectionNames().written("seed", "9")));
    }
  }

  /** Layers that the network is to have, in evaluation, as features are extracted. */
  private List<FeatureLayer> layers(
      Experiment experiment, Dataset dataset, List<String> names, String key) {
    LayerCatalog catalog =
        new LayerCatalog(
            starter.network(experiment, dataset).build(Mode.EVALUATION, ModelExtraction.BATCH));
    try {
      return catalog.choose(names, StartConvention.FIRST, new SectionNames().where(key));
    } catch (RetrogradeException e) {
      Problem problem = e.problem();
      throw RetrogradeException.usage(
          new Problem(
              problem.where(),
              problem.found() + " in architecture '" + experiment.architecture().name() + "'",
              problem.expected(),
              problem.advice()));
    }
  }

  /** The recording, or what the simulated one will be like. */
  private AssemblySource source(Experiment followed, Dataset dataset, FeatureImages images) {
    if (plan.simulation().isEmpty()) {
      return Recordings.open(plan.assembly().orElseThrow(), plan.stimuli());
    }
    NeuronPlan.Simulated simulated = plan.simulation().get();
    requireNames(simulated.layers());
    Map<FeatureLayer, String> regions = new LinkedHashMap<>();
    layers(followed, dataset, simulated.layers(), "simulate.layers")
        .forEach(layer -> regions.put(layer, simulated.regions().get(layer.name())));
    Optional<List<String>> objects =
        images.files().isPresent()
            ? Optional.empty()
            : Optional.of(
                IntStream.range(0, images.count())
                    .mapToObj(i -> FeatureFile.object(images.split().label(i)))
                    .toList());
    return new PlannedSource(
        simulated
            .simulation()
            .planned(regions, images.ids(), objects, new SectionNames().where("simulate.layers"))
            .assembly());
  }

  /** What stands for all layers would give all of them one region. */
  private static void requireNames(List<String> layers) {
    if (layers.contains(LayerCatalog.ALL)) {
      throw RetrogradeException.usage(
          new Problem(
              new SectionNames().where("simulate.layers"),
              "'" + LayerCatalog.ALL + "'",
              "layers by name",
              "write LAYER=REGION for each of them"));
    }
  }

  private List<ScoringCheck.Layer> sizes(List<FeatureLayer> layers) {
    return layers.stream()
        .map(
            layer ->
                new ScoringCheck.Layer(
                    layer.name(), plan.reduction().of(layer.name(), layer.shape()).features()))
        .distinct()
        .toList();
  }
}
