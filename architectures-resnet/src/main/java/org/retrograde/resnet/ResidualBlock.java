// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.graph.Tensor;

/** A residual branch and the path around it. */
@FunctionalInterface
interface ResidualBlock {

  /**
   * Adds a block to the network.
   *
   * @param name the block's name
   * @param x {@code [batch, height, width, channels]}
   * @param filters the filters of the branch's inner convolutions
   * @param stride the branch's stride
   * @param changed whether the path around the branch is the shortcut rather than the identity
   * @return the block's output
   */
  Tensor append(String name, Tensor x, int filters, int stride, boolean changed);
}
