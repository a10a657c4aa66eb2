// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.FeedbackSpec;

/**
 * The feedback weights B of a synapse.
 *
 * @param name {@code layer.B}
 * @param synapse the synapse whose error they carry
 * @param tensor their place in the graph, a placeholder; of W's shape unless the rule says
 *     otherwise
 * @param start where the first values come from
 * @param group which optimiser moves them
 * @param gradient what drives them, in their shape; empty if no optimiser moves them
 * @param constrained what becomes of them after each update; empty if they stay as moved
 * @param phase what the rule does with them between epochs; empty if nothing
 */
public record FeedbackWeights(
    String name,
    Synapse synapse,
    Tensor tensor,
    FeedbackSpec.Start start,
    FeedbackGroup group,
    Optional<SDVariable> gradient,
    Optional<SDVariable> constrained,
    Optional<FeedbackPhase> phase) {

  /** Checks that group, gradient and constraint agree. */
  public FeedbackWeights {
    if (constrained.isPresent() && gradient.isEmpty()) {
      throw new IllegalArgumentException(
          "feedback weights " + name + " are constrained after updates that they do not get");
    }
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
