// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;

/**
 * What a parameter is called in a TensorFlow checkpoint of the published program.
 *
 * @param parameter our name, such as {@code conv4/cell.gates.W}
 * @param shape its lengths
 * @param variables the variables, one; for the first convolution of a node with several inputs one
 *     an input, to be joined along the input channels in this order
 */
public record CheckpointEntry(String parameter, List<Integer> shape, List<Variable> variables) {

  /** Copies the lists. */
  public CheckpointEntry {
    shape = List.copyOf(shape);
    variables = List.copyOf(variables);
  }

  /**
   * A variable of a checkpoint.
   *
   * @param name its name, such as {@code tnn_model/conv4/ConvGRUCell/gates/weights}
   * @param shape its lengths
   */
  public record Variable(String name, List<Integer> shape) {

    /** Copies the shape. */
    public Variable {
      shape = List.copyOf(shape);
    }
  }
}
