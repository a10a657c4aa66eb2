// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;

/**
 * A parameter of a graph's node.
 *
 * @param node the node's name
 * @param name its name inside the node, such as {@code pre0.W} or {@code cell.gates.b}
 * @param shape its lengths: kernels {@code [height, width, in, out]}, depthwise {@code [height,
 *     width, channels, 1]}, matrices {@code [in, out]}
 * @param trainable whether training may change it; the decay of a node without memory is fixed at 0
 * @param uses for weights, the output positions at which each is multiplied in a step; 0 for all
 *     other parameters
 */
public record NodeParameter(
    String node, String name, List<Integer> shape, boolean trainable, long uses) {

  /** Copies the shape. */
  public NodeParameter {
    shape = List.copyOf(shape);
  }

  /**
   * Returns the name that is unique in the network.
   *
   * @return for example {@code conv4/cell.gates.b}
   */
  public String fullName() {
    return node + "/" + name;
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the shape's lengths
   */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
