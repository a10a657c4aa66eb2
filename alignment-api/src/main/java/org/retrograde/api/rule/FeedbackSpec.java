// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.List;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Synapse;

/**
 * The shape and the first values of feedback weights.
 *
 * @param shape the lengths of the axes
 * @param start where the first values come from
 */
public record FeedbackSpec(List<Integer> shape, Start start) {

  /** Where the first values of B come from. */
  public sealed interface Start {}

  /**
   * Drawn, independently of W.
   *
   * @param initializer how
   * @param fans what the width of the draw may depend on
   */
  public record Drawn(Initializer initializer, Fans fans) implements Start {}

  /**
   * {@code c sign(W)} of the first W, with {@code sign(0) = 0}.
   *
   * @param scale c, greater than 0
   */
  public record SignsOfWeight(double scale) implements Start {}

  /** Copies the shape. */
  public FeedbackSpec {
    shape = List.copyOf(shape);
  }

  /**
   * Feedback weights like W: of its shape, and drawn as it is, independently.
   *
   * @param synapse the synapse
   * @return the description
   */
  public static FeedbackSpec likeWeight(Synapse synapse) {
    return new FeedbackSpec(
        synapse.map().kernelShape(),
        new Drawn(synapse.weight().initializer(), synapse.weight().fans()));
  }
}
