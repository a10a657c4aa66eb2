// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Objects;
import org.retrograde.api.graph.Initializer;

/**
 * How a node's inputs become one.
 *
 * @param spatial how inputs get the harbor's height and width
 * @param channels how they are combined
 * @param weights how the 1 × 1 convolutions of a sum or product are initialised; of no account for
 *     {@link ChannelOperation#CONCAT}
 */
public record HarborSpec(SpatialOperation spatial, ChannelOperation channels, Initializer weights) {

  /** Resized and concatenated. */
  public static final HarborSpec CONCAT = of(ChannelOperation.CONCAT);

  /** Checks that nothing is missing. */
  public HarborSpec {
    Objects.requireNonNull(spatial, "spatial");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(weights, "weights");
  }

  /**
   * A harbor that resizes, with Glorot's uniform weights.
   *
   * @param channels how inputs are combined
   * @return the harbor
   */
  public static HarborSpec of(ChannelOperation channels) {
    return new HarborSpec(SpatialOperation.RESIZE, channels, new Initializer.GlorotUniform());
  }
}
