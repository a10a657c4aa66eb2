// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrograde.api.graph.Network;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.train.NetworkWeights;

/**
 * A network to look at: that of a run, with the weights of a checkpoint, or that of an experiment
 * file, with those that a run would begin with.
 *
 * @param source the folder or file, for messages
 * @param experiment an experiment with one rule and one seed
 * @param step the steps that the checkpoint's weights were trained for; empty for initial weights
 * @param weights the weights that replace drawn ones, if any; of a checkpoint all that it holds
 */
public record Model(
    String source, Experiment experiment, OptionalLong step, Optional<WeightFile> weights) {

  /**
   * Returns what the network begins with.
   *
   * @param network the network, for evaluation
   * @return its weights
   * @throws org.retrograde.api.error.RetrogradeException if weights that were given do not fit
   */
  public NetworkWeights weightsOf(Network network) {
    Map<String, List<Long>> shapes = NetworkWeights.shapes(network);
    NetworkWeights values = NetworkWeights.initial(network, experiment.seed());
    weights.ifPresent(
        file -> {
          WeightFile own = step.isPresent() ? checkpointed(file, shapes) : withoutFeedback(file);
          own.requireFits(shapes, Map.of());
          own.arrays().forEach(values::set);
        });
    return values;
  }

  /** A checkpoint holds B and the optimisers' state as well. */
  private static WeightFile checkpointed(WeightFile file, Map<String, List<Long>> shapes) {
    return file.where(shapes::containsKey);
  }

  private static WeightFile withoutFeedback(WeightFile file) {
    return file.where(name -> !WeightFile.isFeedback(name));
  }
}
