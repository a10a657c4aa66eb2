// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.FeedbackGroup;

/**
 * The feedback weights B of a synapse.
 *
 * @param name {@code layer.B}
 * @param synapse the synapse whose error they carry
 * @param tensor their place in the graph, a placeholder of W's shape
 * @param group which optimiser moves them
 * @param gradient what drives them, in W's shape; empty if they stay as drawn
 */
public record FeedbackWeights(
    String name,
    Synapse synapse,
    Tensor tensor,
    FeedbackGroup group,
    Optional<SDVariable> gradient) {

  /** Checks that group and gradient agree. */
  public FeedbackWeights {
    if ((group == FeedbackGroup.FIXED) == gradient.isPresent()) {
      throw new IllegalArgumentException(
          "feedback weights "
              + name
              + " are "
              + group
              + " but "
              + (gradient.isPresent() ? "have" : "lack")
              + " a gradient");
    }
  }
}
