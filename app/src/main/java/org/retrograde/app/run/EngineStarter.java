// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.List;
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
import org.retrograde.app.experiment.RuleAssembler;
import org.retrograde.app.experiment.RuleSettings;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.datasets.Augmentation;
import org.retrograde.datasets.OrderedBatches;
import org.retrograde.datasets.ShuffledBatches;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.DiagnosticsPlan;
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
    List<String> layers =
        network(experiment, dataset)
            .build(Mode.TRAINING, experiment.training().batchSize())
            .synapses()
            .stream()
            .map(Synapse::layer)
            .toList();
    experiment.rules().forEach(rule -> rules(rule).requireFits(layers));
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
    return new Trainer(
        network(run, dataset),
        rules(run.rule()),
        run.training().plan(),
        new DiagnosticsPlan(
            run.training().diagnosticsEvery(),
            catalog.primitives().all().stream().map(Found::plugin).toList()),
        training,
        test,
        run.seed(),
        kernels);
  }

  private Dataset dataset(Experiment experiment) {
    DatasetSettings settings = experiment.dataset();
    return settings
        .preparation()
        .apply(
            catalog
                .datasets()
                .get(settings.source().id(), "dataset.id")
                .open(settings.source().parameters(), dataDirectory));
  }

  /** The network for the dataset's images. */
  NetworkRecipe network(Experiment experiment) {
    return network(experiment, dataset(experiment));
  }

  private NetworkRecipe network(Experiment experiment, Dataset dataset) {
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
