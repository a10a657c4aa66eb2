// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;

/**
 * The body of a residual network: groups of blocks, in which the filters double and the size halves
 * from group to group.
 *
 * @param blocks the number of blocks in each group
 * @param filters the filters of the first group
 * @param branch the convolutions of each block
 * @param shortcutInEveryGroup whether each group's first block has the shortcut even where its
 *     shape does not change
 */
record ResidualGroups(
    List<Integer> blocks, int filters, Branch branch, boolean shortcutInEveryGroup) {

  /** Copies the list. */
  ResidualGroups {
    blocks = List.copyOf(blocks);
  }

  /** Appends all groups; the output of each block can be read out as {@code groupG.blockB}. */
  Tensor append(NetworkBuilder builder, Tensor x, ResidualBlock block) {
    Tensor y = x;
    for (int group = 0; group < blocks.size(); group++) {
      for (int i = 0; i < blocks.get(group); i++) {
        String name = "group" + (group + 1) + ".block" + (i + 1);
        y = builder.layer(name, append(name, y, block, group, i == 0));
      }
    }
    return y;
  }

  private Tensor append(String name, Tensor x, ResidualBlock block, int group, boolean first) {
    int width = filters << group;
    int stride = first && group > 0 ? 2 : 1;
    boolean changes = stride != 1 || x.channels() != branch.outputChannels(width);
    return block.append(name, x, width, stride, changes || (first && shortcutInEveryGroup));
  }
}
