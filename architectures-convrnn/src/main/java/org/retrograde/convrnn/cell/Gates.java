// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Parameters;

/** What gated cells have in common. */
final class Gates {

  private Gates() {}

  /** The state's shape: the input's, with the cell's channels. */
  static ImageShape state(CellSite site, Parameters parameters) {
    ImageShape input = site.input();
    int channels = CellKeys.channels(parameters, input.channels());
    return new ImageShape(input.height(), input.width(), channels);
  }

  /** One convolution of input and state together, parted into gates of the state's channels. */
  static List<Tensor> of(
      SharedLayers layers,
      String layer,
      List<Tensor> inputs,
      int gates,
      int channels,
      Parameters p) {
    Tensor all =
        layers.convolution(
            layer,
            layers.concat(inputs),
            CellKeys.convolution(gates * channels, p, CellKeys.biasStart(p)));
    int[] parts = new int[gates];
    Arrays.fill(parts, channels);
    return layers.split(all, parts);
  }

  /** {@code sigmoid(gate + bias)}. */
  static Tensor open(SharedLayers layers, Tensor gate, double bias) {
    return layers.activation(Activation.SIGMOID, layers.affine(gate, 1, bias));
  }

  /** {@code g kept + (1 - g) fresh}. */
  static Tensor mix(SharedLayers layers, Tensor g, Tensor kept, Tensor fresh) {
    return layers.add(layers.multiply(g, kept), layers.multiply(layers.affine(g, -1, 1), fresh));
  }
}
