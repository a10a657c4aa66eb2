// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;

/**
 * How a network is unrolled in time.
 *
 * @param timeSteps the number of time steps
 * @param firstLogits the first step, counted from 0, at which the image has reached the logits
 * @param layers the layers with weights, in the order of the forward pass
 */
public record Unrolling(int timeSteps, int firstLogits, List<Layer> layers) {

  /**
   * How often a layer's weights are used.
   *
   * @param layer the layer's name
   * @param uses the uses in the graph; what stands still from step to step is one use
   * @param imageIndependent those that no image has reached, computed once for a whole batch
   * @param reachLoss in a training step, those through which an error comes back
   */
  public record Layer(String layer, int uses, int imageIndependent, Optional<Integer> reachLoss) {}

  /** Copies the list. */
  public Unrolling {
    layers = List.copyOf(layers);
  }

  /**
   * Describes the network of a training step.
   *
   * @param graph the network with its backward pass
   * @return empty if the network is not unrolled in time
   */
  public static Optional<Unrolling> of(TrainingGraph graph) {
    return of(graph.network(), graph.passes());
  }

  /**
   * Describes a network without a backward pass.
   *
   * @param network the network
   * @return empty if the network is not unrolled in time
   */
  public static Optional<Unrolling> of(Network network) {
    return of(network, Map.of());
  }

  private static Optional<Unrolling> of(Network network, Map<String, SynapsePass> passes) {
    List<Integer> steps = List.copyOf(network.logitsByStep().keySet());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    // Shapes would not tell in a batch of one image.
    Set<String> seeing = Followers.of(network.graph(), List.of(network.input().variable().name()));
    List<Layer> layers =
        network.synapses().stream().map(synapse -> layer(synapse, seeing, passes)).toList();
    return Optional.of(new Unrolling(steps.get(steps.size() - 1) + 1, steps.get(0), layers));
  }

  private static Layer layer(Synapse synapse, Set<String> seeing, Map<String, SynapsePass> passes) {
    long blind =
        synapse.uses().stream().filter(use -> !seeing.contains(use.output().name())).count();
    return new Layer(
        synapse.layer(),
        synapse.uses().size(),
        (int) blind,
        Optional.ofNullable(passes.get(synapse.layer())).map(pass -> pass.uses().size()));
  }
}
