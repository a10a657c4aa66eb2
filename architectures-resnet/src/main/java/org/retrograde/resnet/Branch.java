// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;

/** The convolutions of a residual branch. */
enum Branch {
  /** Two of 3×3, the first strided. */
  BASIC(1),
  /** 1×1, 3×3, 1×1 to four times the filters; the 3×3 is strided ("v1.5"). */
  BOTTLENECK(4);

  /**
   * One convolution of a branch.
   *
   * @param kernel height and width in pixels
   * @param filters output channels
   * @param stride the step in pixels
   */
  record Convolution(int kernel, int filters, int stride) {}

  private final int expansion;

  Branch(int expansion) {
    this.expansion = expansion;
  }

  int outputChannels(int filters) {
    return expansion * filters;
  }

  List<Convolution> convolutions(int filters, int stride) {
    return switch (this) {
      case BASIC -> List.of(new Convolution(3, filters, stride), new Convolution(3, filters, 1));
      case BOTTLENECK ->
          List.of(
              new Convolution(1, filters, 1),
              new Convolution(3, filters, stride),
              new Convolution(1, outputChannels(filters), 1));
    };
  }
}
