// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.List;

/** Collects the parameters of one node, layer by layer. */
final class LayoutBuilder {

  private final String node;
  private final List<NodeParameter> parameters = new ArrayList<>();

  LayoutBuilder(String node) {
    this.node = node;
  }

  List<NodeParameter> parameters() {
    return List.copyOf(parameters);
  }

  /** A convolution that keeps the extent. */
  void convolution(String layer, int kernel, int in, ValueShape out, boolean bias) {
    weights(layer, List.of(kernel, kernel, in, out.channels()), out);
    if (bias) {
      plain(layer + ".b", out.channels());
    }
  }

  /** A depthwise convolution, then a pointwise one with the bias of both. */
  void separable(String layer, int kernel, int in, ValueShape out) {
    List<Integer> window = List.of(kernel, kernel, in, 1);
    weights(layer + ".depthwise", window, out);
    convolution(layer + ".pointwise", 1, in, out, true);
  }

  void dense(String layer, int in, int out, boolean bias) {
    weights(layer, List.of(in, out), ValueShape.features(out));
    if (bias) {
      plain(layer + ".b", out);
    }
  }

  void layerNorm(String layer, int channels) {
    plain(layer + ".gamma", channels);
    plain(layer + ".beta", channels);
  }

  void plain(String name, Integer... shape) {
    parameters.add(new NodeParameter(node, name, List.of(shape), true, 0));
  }

  void decay(boolean trainable) {
    parameters.add(new NodeParameter(node, "cell.decay", List.of(1), trainable, 0));
  }

  private void weights(String layer, List<Integer> shape, ValueShape out) {
    long uses = (long) out.height() * out.width();
    parameters.add(new NodeParameter(node, layer + ".W", shape, true, uses));
  }
}
