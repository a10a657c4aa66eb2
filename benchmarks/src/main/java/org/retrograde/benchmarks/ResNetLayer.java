// SPDX-License-Identifier: Apache-2.0

package org.retrograde.benchmarks;

import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * The 3×3 convolution that most of a ResNet-18's blocks consist of, in each of its four groups, on
 * images of 32×32 pixels.
 */
public enum ResNetLayer {
  /** 64 channels on 32×32 pixels. */
  GROUP1(32, 64),
  /** 128 channels on 16×16 pixels. */
  GROUP2(16, 128),
  /** 256 channels on 8×8 pixels. */
  GROUP3(8, 256),
  /** 512 channels on 4×4 pixels. */
  GROUP4(4, 512);

  private final int side;
  private final int channels;

  ResNetLayer(int side, int channels) {
    this.side = side;
    this.channels = channels;
  }

  ConvolutionGeometry geometry() {
    return new ConvolutionGeometry(side, side, channels, channels, 3, 1, 1);
  }

  /** The shape of the layer's inputs and outputs alike. */
  long[] activations(int batch) {
    return new long[] {batch, side, side, channels};
  }

  long[] weights() {
    return new long[] {3, 3, channels, channels};
  }

  long[] channelRow() {
    return new long[] {channels};
  }
}
