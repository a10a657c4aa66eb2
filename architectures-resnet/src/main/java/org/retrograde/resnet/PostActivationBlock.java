// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;
import org.retrograde.api.graph.Tensor;

/**
 * The block of version 1 (He et al. 2015): convolution, normalisation, ReLU, and ReLU after the
 * addition.
 *
 * @param layers the layers
 * @param branch the branch's convolutions
 * @param shortcut the path around the branch where the shape changes
 * @param lastScale the first value of γ in the branch's last normalisation
 */
record PostActivationBlock(
    ResidualLayers layers, Branch branch, Shortcut shortcut, double lastScale)
    implements ResidualBlock {

  @Override
  public Tensor append(String name, Tensor x, int filters, int stride, boolean changed) {
    List<Branch.Convolution> convolutions = branch.convolutions(filters, stride);
    Tensor y = x;
    for (int i = 1; i <= convolutions.size(); i++) {
      Branch.Convolution c = convolutions.get(i - 1);
      y = layers.convolution(name + ".conv" + i, y, c.filters(), c.kernel(), c.stride());
      y = norm(name + ".norm" + i, y, i == convolutions.size());
    }
    int channels = branch.outputChannels(filters);
    Tensor around = changed ? shortcut.append(name, x, channels, stride) : x;
    return layers.relu(layers.builder().add(y, around));
  }

  private Tensor norm(String name, Tensor x, boolean last) {
    return last ? layers.norm(name, x, lastScale) : layers.normRelu(name, x);
  }
}
