// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.convrnn.graph.NodeShapes;
import org.retrograde.convrnn.graph.NodeSpec;

/**
 * Makes one input of several, each resized to the harbor's height and width first.
 *
 * @param layers where operations come from
 * @param node the node
 * @param shapes the node's shapes
 * @param names of what the node reads, in the order of inputs
 */
record Harbor(SharedLayers layers, NodeSpec node, NodeShapes shapes, List<String> names) {

  /** What enters the operations before the cell. */
  Tensor feedforward(List<Tensor> inputs) {
    List<Tensor> sized = inputs.stream().map(this::sized).toList();
    if (node.feedsCell()) {
      return sized.get(0);
    }
    return switch (node.harbor().channels()) {
      case CONCAT -> layers.concat(sized);
      case ADD -> matched(sized).stream().reduce(layers::add).orElseThrow();
      case MULTIPLY -> matched(sized).stream().reduce(layers::multiply).orElseThrow();
    };
  }

  /** What goes to the cell beside that. */
  Optional<Tensor> feedback(List<Tensor> inputs) {
    return node.feedsCell() && inputs.size() > 1
        ? Optional.of(
            layers.concat(inputs.subList(1, inputs.size()).stream().map(this::sized).toList()))
        : Optional.empty();
  }

  private Tensor sized(Tensor input) {
    return input.rank() == 2
        ? input
        : layers.resize(input, shapes.harbor().height(), shapes.harbor().width());
  }

  private List<Tensor> matched(List<Tensor> inputs) {
    List<Tensor> matched = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      matched.add(matched(names.get(i), inputs.get(i)));
    }
    return matched;
  }

  private Tensor matched(String name, Tensor input) {
    int channels = shapes.harbor().channels();
    if (input.channels() == channels) {
      return input;
    }
    Initializer zero = new Initializer.Constant(0);
    return layers.convolution(
        node.name() + "/harbor." + name,
        input,
        new ConvolutionSpec(
            channels, 1, 1, Padding.SAME, Optional.of(zero), node.harbor().weights()));
  }
}
