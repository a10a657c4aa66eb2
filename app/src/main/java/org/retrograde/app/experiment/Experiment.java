// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checked experiment: one run for each rule and seed.
 *
 * @param name what its folder is called
 * @param seeds the seeds, at least one
 * @param dataset the data
 * @param architecture the network
 * @param rules the learning rules, at least one, with distinct labels
 * @param training the training
 * @param initialWeights the {@code .npz} file of weights to begin with; empty if they are drawn
 */
public record Experiment(
    String name,
    List<Long> seeds,
    DatasetSettings dataset,
    PluginChoice architecture,
    List<RuleSettings> rules,
    TrainingSettings training,
    Optional<String> initialWeights) {

  /** Copies the lists and checks that there is a seed and a rule, each once. */
  public Experiment {
    seeds = List.copyOf(seeds);
    rules = List.copyOf(rules);
    if (seeds.isEmpty() || seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException(
          "there is at least one seed, and each once, found " + seeds);
    }
    List<String> labels = rules.stream().map(RuleSettings::label).toList();
    if (labels.isEmpty() || labels.stream().distinct().count() != labels.size()) {
      throw new IllegalArgumentException(
          "there is at least one rule, and each label once, found " + labels);
    }
  }

  /**
   * Tells whether there is more than one run.
   *
   * @return whether rules or seeds are compared
   */
  public boolean isComparison() {
    return seeds.size() > 1 || rules.size() > 1;
  }

  /**
   * Returns the runs, each an experiment with one rule and one seed.
   *
   * @return the runs, by rule and then by seed
   */
  public List<Experiment> runs() {
    List<Experiment> runs = new ArrayList<>();
    for (RuleSettings rule : rules) {
      for (Long seed : seeds) {
        runs.add(
            new Experiment(
                name,
                List.of(seed),
                dataset,
                architecture,
                List.of(rule),
                training,
                initialWeights));
      }
    }
    return List.copyOf(runs);
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
    return new Experiment(name, seeds, dataset, architecture, rules, training, Optional.empty());
  }

  private void requireRun() {
    if (isComparison()) {
      throw new IllegalStateException("a comparison has several rules or seeds; ask its runs()");
    }
  }
}
