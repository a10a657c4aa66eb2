// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checked experiment: one run for each architecture, rule and seed.
 *
 * @param name what its folder is called
 * @param seeds the seeds, at least one
 * @param dataset the data
 * @param architectures the networks, at least one, with distinct names
 * @param rules the learning rules, at least one, with distinct labels
 * @param training the training
 * @param initialWeights the {@code .npz} file of weights to begin with; empty if they are drawn
 * @param neurons what networks are scored against when they are trained, if anything
 */
public record Experiment(
    String name,
    List<Long> seeds,
    DatasetSettings dataset,
    List<ArchitectureSettings> architectures,
    List<RuleSettings> rules,
    TrainingSettings training,
    Optional<String> initialWeights,
    Optional<NeuronSettings> neurons) {

  /** Copies the lists and checks that there is a seed, an architecture and a rule, each once. */
  public Experiment {
    seeds = List.copyOf(seeds);
    architectures = List.copyOf(architectures);
    rules = List.copyOf(rules);
    requireDistinct("seed", seeds);
    requireDistinct(
        "architecture", architectures.stream().map(ArchitectureSettings::name).toList());
    requireDistinct("rule", rules.stream().map(RuleSettings::label).toList());
  }

  private static void requireDistinct(String what, List<?> names) {
    if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException(
          "there is at least one " + what + ", and each once, found " + names);
    }
  }

  /**
   * Tells whether there is more than one run.
   *
   * @return whether architectures, rules or seeds are compared
   */
  public boolean isComparison() {
    return seeds.size() > 1 || rules.size() > 1 || architectures.size() > 1;
  }

  /**
   * Returns the runs, each an experiment with one architecture, one rule and one seed.
   *
   * @return the runs, by architecture, then by rule, then by seed
   */
  public List<Experiment> runs() {
    List<Experiment> runs = new ArrayList<>();
    for (ArchitectureSettings architecture : architectures) {
      for (RuleSettings rule : rules) {
        for (Long seed : seeds) {
          runs.add(
              new Experiment(
                  name,
                  List.of(seed),
                  dataset,
                  List.of(architecture),
                  List.of(rule),
                  training,
                  initialWeights,
                  neuronsOfRuns()));
        }
      }
    }
    return List.copyOf(runs);
  }

  /** A run by itself does not know which network was the first of several. */
  private Optional<NeuronSettings> neuronsOfRuns() {
    return architectures.size() > 1
        ? neurons.map(settings -> settings.following(architectures.get(0)))
        : neurons;
  }

  /**
   * Returns the same experiment with one of its architectures.
   *
   * @param architecture the network
   * @return all its rules and seeds
   */
  public Experiment with(ArchitectureSettings architecture) {
    return new Experiment(
        name, seeds, dataset, List.of(architecture), rules, training, initialWeights, neurons);
  }

  /**
   * Returns the only architecture.
   *
   * @return the architecture
   * @throws IllegalStateException if there are several
   */
  public ArchitectureSettings architecture() {
    if (architectures.size() > 1) {
      throw new IllegalStateException("a comparison has several architectures; ask its runs()");
    }
    return architectures.get(0);
  }

  /**
   * Returns what a run is called among those of this experiment.
   *
   * @param run one of {@link #runs()}
   * @return the name of its folder; '+' is in no name and no label
   */
  public String folder(Experiment run) {
    String rest = run.rule().label() + "-seed" + run.seed();
    return architectures.size() > 1 ? run.architecture().name() + "+" + rest : rest;
  }

  /**
   * Returns the only rule of a run.
   *
   * @return the rule
   * @throws IllegalStateException if there are several
   */
  public RuleSettings rule() {
    requireRun();
    return rules.get(0);
  }

  /**
   * Returns the only seed of a run.
   *
   * @return the seed
   * @throws IllegalStateException if there are several
   */
  public long seed() {
    requireRun();
    return seeds.get(0);
  }

  /**
   * The same experiment with its weights drawn, for a run that goes on from a checkpoint.
   *
   * @return the experiment without {@link #initialWeights}
   */
  public Experiment withDrawnWeights() {
    return new Experiment(
        name, seeds, dataset, architectures, rules, training, Optional.empty(), neurons);
  }

  /**
   * The same experiment without what follows its training.
   *
   * @return the experiment without {@link #neurons}
   */
  public Experiment withoutNeurons() {
    return new Experiment(
        name, seeds, dataset, architectures, rules, training, initialWeights, Optional.empty());
  }

  /**
   * A network of this experiment as one seed draws it.
   *
   * @param architecture the network, which need not be one of those compared
   * @param seed the seed
   * @return an experiment with one run, and with nothing that follows its training
   */
  public Experiment drawn(ArchitectureSettings architecture, long seed) {
    return new Experiment(
        name,
        List.of(seed),
        dataset,
        List.of(architecture),
        List.of(rules.get(0)),
        training,
        Optional.empty(),
        Optional.empty());
  }

  private void requireRun() {
    if (isComparison()) {
      throw new IllegalStateException("a comparison has several runs; ask its runs()");
    }
  }
}
