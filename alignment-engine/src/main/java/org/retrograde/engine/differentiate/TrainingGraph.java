// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.StepInput;

/**
 * A network with its backward pass, in the same SameDiff graph.
 *
 * @param network the network
 * @param gradients the gradient of each trainable parameter, by its name, in the parameters' order
 * @param feedback the feedback weights, in the order of the forward pass; none where the rules have
 *     none
 * @param alignmentGradients by the name of a W that alignment moves as well, the gradient that
 *     drives it
 * @param carriers by layer name, the kernel that carries the error there, in W's shape
 * @param alignmentLoss the sum of what the rules minimise besides the task's loss; empty if they
 *     minimise nothing
 * @param stepInputs what the rules want anew in every step
 * @param passes by layer name, what the rule at the synapse saw and handed on, in the order of the
 *     forward pass
 */
public record TrainingGraph(
    Network network,
    Map<String, SDVariable> gradients,
    List<FeedbackWeights> feedback,
    Map<String, SDVariable> alignmentGradients,
    Map<String, SDVariable> carriers,
    Optional<SDVariable> alignmentLoss,
    List<StepInput> stepInputs,
    Map<String, SynapsePass> passes) {

  /** Copies the lists; the maps keep their order. */
  public TrainingGraph {
    gradients = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(gradients));
    feedback = List.copyOf(feedback);
    stepInputs = List.copyOf(stepInputs);
    alignmentGradients =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(alignmentGradients));
    passes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(passes));
    carriers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(carriers));
  }
}
