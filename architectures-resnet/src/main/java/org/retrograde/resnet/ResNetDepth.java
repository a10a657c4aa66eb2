// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Comparator;
import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * A network of He et al. 2015, table 1.
 *
 * @param layers the number of layers with weights on the longest path
 * @param branch the convolutions of each block
 * @param blocks the number of blocks in each group
 */
record ResNetDepth(int layers, Branch branch, List<Integer> blocks) {

  private static final List<ResNetDepth> TABLE =
      List.of(
          new ResNetDepth(18, Branch.BASIC, List.of(2, 2, 2, 2)),
          new ResNetDepth(34, Branch.BASIC, List.of(3, 4, 6, 3)),
          new ResNetDepth(50, Branch.BOTTLENECK, List.of(3, 4, 6, 3)),
          new ResNetDepth(101, Branch.BOTTLENECK, List.of(3, 4, 23, 3)),
          new ResNetDepth(152, Branch.BOTTLENECK, List.of(3, 8, 36, 3)));

  /** Copies the list. */
  ResNetDepth {
    blocks = List.copyOf(blocks);
  }

  static ResNetDepth of(int layers) {
    ResNetDepth nearest =
        TABLE.stream()
            .min(Comparator.comparingInt(depth -> Math.abs(depth.layers - layers)))
            .orElseThrow();
    if (nearest.layers != layers) {
      throw RetrogradeException.usage(
          new Problem(
              "architecture.depth",
              String.valueOf(layers),
              "18, 34, 50, 101 or 152",
              "the nearest valid depth is " + nearest.layers));
    }
    return nearest;
  }
}
