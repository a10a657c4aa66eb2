// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * One place in the graph where a synapse's weights meet activity.
 *
 * @param input x; its first axis is the batch, or 1 where no image has arrived yet
 * @param output y, before bias, batch normalisation and activation
 */
public record SynapseUse(Tensor input, SDVariable output) {

  /**
   * Returns the length of the first axis.
   *
   * @return the number of images, 1 where no image has arrived yet
   */
  public int images() {
    return input.length(0);
  }
}
