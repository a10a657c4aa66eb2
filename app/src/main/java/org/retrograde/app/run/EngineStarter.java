// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.app.experiment.ArchitectureSettings;
import org.retrograde.app.experiment.DatasetSettings;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.PluginChoice;
import org.retrograde.app.experiment.RuleAssembler;
import org.retrograde.app.experiment.RuleSettings;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.datasets.Augmentation;
import org.retrograde.datasets.OrderedBatches;
import org.retrograde.datasets.ShuffledBatches;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.DiagnosticsPlan;
import org.retrograde.engine.train.NetworkWeights;
import org.retrograde.engine.train.Trainer;

/**
 * Makes trainings that the engine carries out.
 *
 * @param catalog the plugins
 * @param kernels the library of kernels
 * @param dataDirectory the folder that the user named for data files, if any
 */
public record EngineStarter(
    PluginCatalog catalog, KernelLibrary kernels, Optional<Path> dataDirectory)
    implements TrainingStarter {

  @Override
  public void check(Experiment experiment) {
    Dataset dataset = dataset(experiment);
    for (ArchitectureSettings architecture : experiment.architectures()) {
      try {
        check(experiment.with(architecture), dataset);
      } catch (RetrogradeException e) {
        throw experiment.architectures().size() > 1 ? naming(architecture, e) : e;
      }
    }
  }

  private void check(Experiment experiment, Dataset dataset) {
    NetworkRecipe network = network(experiment, dataset);
    List<String> layers =
        network.build(Mode.TRAINING, experiment.training().batchSize()).synapses().stream()
            .map(Synapse::layer)
            .toList();
    experiment.rules().forEach(rule -> rules(rule).requireFits(layers));
    experiment
        .initialWeights()
        .map(file -> WeightFile.read(Path.of(file)))
        .map(file -> file.where(name -> !WeightFile.isFeedback(name)))
        .ifPresent(file -> file.requireFits(weights(network), Map.of()));
  }

  private static RetrogradeException naming(
      ArchitectureSettings architecture, RetrogradeException e) {
    Problem problem = e.problem();
    Problem named =
        new Problem(
            "architecture '" + architecture.name() + "': " + problem.where(),
            problem.found(),
            problem.expected(),
            problem.advice());
    return e.kind() == RetrogradeException.Kind.USAGE
        ? RetrogradeException.usage(named)
        : RetrogradeException.failure(named, e);
  }

  @Override
  public void requireData(Experiment experiment) {
    dataset(experiment);
  }

  @Override
  public Training prepare(Experiment run) {
    Dataset dataset = dataset(run);
    return new EngineTraining(trainer(run, dataset), dataset, run.training().batchSize());
  }

  /** Does what {@link #prepare} does, for one who drives the trainer. */
  Trainer trainer(Experiment run) {
    return trainer(run, dataset(run));
  }

  private Trainer trainer(Experiment run, Dataset dataset) {
    ShuffledBatches training =
        new ShuffledBatches(
            dataset.training(),
            dataset.normalization(),
            augmentation(run.dataset()),
            run.training().batchSize(),
            run.seed());
    OrderedBatches test =
        new OrderedBatches(
            dataset.test(), dataset.normalization(), run.training().evaluationBatchSize());
    NetworkRecipe recipe = network(run, dataset);
    Trainer trainer =
        new Trainer(
            recipe,
            rules(run.rule()),
            run.training().plan(),
            new DiagnosticsPlan(
                run.training().diagnosticsEvery(),
                catalog.primitives().all().stream().map(Found::plugin).toList()),
            training,
            test,
            run.seed(),
            kernels);
    run.initialWeights().ifPresent(file -> start(trainer, recipe, Path.of(file)));
    return trainer;
  }

  private static void start(Trainer trainer, NetworkRecipe recipe, Path path) {
    try {
      WeightFile file = WeightFile.read(path);
      file.requireFits(weights(recipe), trainer.shapes());
      trainer.startFrom(file.arrays());
    } catch (RetrogradeException e) {
      trainer.close();
      throw e;
    }
  }

  /** The names and shapes of what every rule's network has. */
  private static Map<String, List<Long>> weights(NetworkRecipe recipe) {
    return NetworkWeights.shapes(recipe.build(Mode.EVALUATION, 1));
  }

  /**
   * Reads and prepares the data of an experiment.
   *
   * @param experiment any number of runs
   * @return the data
   * @throws RetrogradeException if they cannot be read
   */
  public Dataset dataset(Experiment experiment) {
    return experiment.dataset().preparation().apply(source(experiment));
  }

  /**
   * Reads the data of an experiment that holds out training images, and leaves these where they
   * were.
   *
   * @param experiment any number of runs
   * @return the data, prepared otherwise as they are for training
   */
  public Dataset whole(Experiment experiment) {
    return experiment.dataset().preparation().withoutValidation().apply(source(experiment));
  }

  private Dataset source(Experiment experiment) {
    PluginChoice choice = experiment.dataset().source();
    return catalog
        .datasets()
        .get(choice.id(), "dataset.id")
        .open(choice.parameters(), dataDirectory);
  }

  /** The network for the dataset's images. */
  NetworkRecipe network(Experiment experiment) {
    return network(experiment, dataset(experiment));
  }

  /**
   * Says how the network of an experiment is built.
   *
   * @param experiment any number of runs
   * @param dataset its data
   * @return the recipe
   */
  public NetworkRecipe network(Experiment experiment, Dataset dataset) {
    Architecture architecture =
        catalog.architectures().get(experiment.architecture().id(), "architecture.id");
    return new NetworkRecipe(
        architecture,
        experiment.architecture().parameters(),
        dataset.training().shape(),
        dataset.classes(),
        experiment.training().loss());
  }

  RuleAssignment rules(RuleSettings settings) {
    return new RuleAssembler(catalog.rules()).assemble(settings);
  }

  private static Augmentation augmentation(DatasetSettings dataset) {
    return new Augmentation(dataset.padCrop(), dataset.flip());
  }
}
