// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;

/**
 * An operation of ours, whose output shapes follow from its input shapes without running anything.
 */
public interface StaticShapeOp {

  /**
   * Returns the shapes of the outputs.
   *
   * @param inputShapes the shapes of the inputs, in order
   * @return one shape an output, in order
   */
  List<long[]> outputShapes(List<long[]> inputShapes);
}
