// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;

/**
 * A learning rule with its parameters set: what carries the error at a synapse, and what drives B.
 *
 * <p>A rule is a value: it keeps nothing between calls, and may be asked about any number of
 * synapses.
 */
public interface SynapticRule {

  /**
   * Tells whether the synapse has feedback weights B of its own.
   *
   * @return false if the error is carried by W or by a function of W
   */
  boolean hasFeedbackWeights();

  /**
   * Tells which optimiser moves B.
   *
   * @return {@link FeedbackGroup#FIXED} exactly if {@link #feedbackGradient} is empty
   */
  FeedbackGroup feedbackGroup();

  /**
   * Describes the feedback weights of a synapse. Not asked where there are none.
   *
   * @param synapse the synapse
   * @param classes the number of logits
   * @return shape and first values; like W unless the rule says otherwise
   * @throws org.retrograde.api.error.RetrogradeException if the rule cannot serve the synapse
   */
  default FeedbackSpec feedbackWeights(Synapse synapse, int classes) {
    return FeedbackSpec.likeWeight(synapse);
  }

  /**
   * Carries the error from the synapse's output to its input.
   *
   * @param signals what the rule may see
   * @return the error at x, of the layer's input shape
   */
  SDVariable carryError(SynapticSignals signals);

  /**
   * Returns the gradient that drives B; the optimiser moves B against it.
   *
   * @param signals what the rule may see
   * @return a variable in B's shape, empty if B stays as it is
   */
  Optional<SDVariable> feedbackGradient(SynapticSignals signals);

  /**
   * Returns the value of what the rule minimises at the synapse besides the task's loss.
   *
   * @param signals what the rule may see
   * @return a scalar, empty if the rule minimises nothing of its own
   */
  Optional<SDVariable> alignmentLoss(SynapticSignals signals);

  /**
   * Returns the gradient with which alignment, too, moves W; the alignment optimiser moves W
   * against it, with a state of its own, in each step in which it moves B.
   *
   * @param signals what the rule may see
   * @return a variable in W's shape; empty, as by default, if the task alone moves W
   */
  default Optional<SDVariable> alignmentGradientOfWeight(SynapticSignals signals) {
    return Optional.empty();
  }

  /**
   * Returns what becomes of B after each update by an optimiser, such as a rescaled B.
   *
   * @param signals what the rule may see; activity is that of the step
   * @return a variable in B's shape; empty, as by default, if B stays as it was moved
   */
  default Optional<SDVariable> constrainedFeedback(SynapticSignals signals) {
    return Optional.empty();
  }

  /**
   * Returns what the rule does with B between epochs.
   *
   * @return the phase; empty, as by default, if it does nothing then
   */
  default Optional<FeedbackPhase> phase() {
    return Optional.empty();
  }

  /**
   * Returns the kernel by which the error is carried, for measuring its angle to W.
   *
   * @param signals what the rule may see
   * @return a variable in W's shape, B unless the rule says otherwise; empty if no such kernel
   *     carries the error
   */
  default Optional<SDVariable> carrier(SynapticSignals signals) {
    return Optional.of(signals.feedback());
  }
}
