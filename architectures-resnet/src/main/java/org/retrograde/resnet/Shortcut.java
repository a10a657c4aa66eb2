// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.graph.Tensor;

/** The path around a residual branch. */
@FunctionalInterface
interface Shortcut {

  /**
   * Adds the path to the network.
   *
   * @param block the block's name
   * @param x the block's input, {@code [batch, height, width, channels]}; in a pre-activation block
   *     after its first normalisation and ReLU
   * @param channels the channels of the branch's output
   * @param stride the branch's stride
   * @return the shape of the branch's output
   */
  Tensor append(String block, Tensor x, int channels, int stride);

  /** A strided 1×1 convolution followed by a normalisation. */
  static Shortcut normalizedProjection(ResidualLayers layers) {
    Shortcut projection = projection(layers);
    return (block, x, channels, stride) ->
        layers.norm(block + ".shortcutNorm", projection.append(block, x, channels, stride));
  }

  /** A strided 1×1 convolution. */
  static Shortcut projection(ResidualLayers layers) {
    return (block, x, channels, stride) ->
        layers.convolution(block + ".shortcut", x, channels, 1, stride);
  }

  /** Every stride-th pixel, and zeros for the new channels: no parameters. */
  static Shortcut subsample(ResidualLayers layers) {
    return (block, x, channels, stride) ->
        layers.builder().padChannels(layers.builder().averagePool(x, 1, stride, 0), channels);
  }
}
