// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;
import org.retrograde.api.graph.Tensor;

/**
 * The block of version 2 (He et al. 2016, figure 4e): normalisation, ReLU, convolution, and nothing
 * after the addition. A projection starts after the first normalisation and ReLU; the identity
 * before them.
 *
 * @param layers the layers
 * @param branch the branch's convolutions
 * @param shortcut the path around the branch where the shape changes
 */
record PreActivationBlock(ResidualLayers layers, Branch branch, Shortcut shortcut)
    implements ResidualBlock {

  @Override
  public Tensor append(String name, Tensor x, int filters, int stride, boolean changed) {
    List<Branch.Convolution> convolutions = branch.convolutions(filters, stride);
    Tensor activated = layers.normRelu(name + ".norm1", x);
    int channels = branch.outputChannels(filters);
    Tensor around = changed ? shortcut.append(name, activated, channels, stride) : x;
    Tensor y = activated;
    for (int i = 1; i <= convolutions.size(); i++) {
      Branch.Convolution c = convolutions.get(i - 1);
      y = i == 1 ? y : layers.normRelu(name + ".norm" + i, y);
      y = layers.convolution(name + ".conv" + i, y, c.filters(), c.kernel(), c.stride());
    }
    return layers.builder().add(y, around);
  }
}
