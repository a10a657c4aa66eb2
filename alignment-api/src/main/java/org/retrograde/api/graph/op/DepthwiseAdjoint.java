// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The adjoint {@code T_K(d)} of a depthwise convolution: inputs K {@code [k, k, channels, 1]} and d
 * {@code [batch, height, width, channels]}, output of d's shape.
 */
public final class DepthwiseAdjoint extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "depthwise_adjoint";

  private final DepthwiseGeometry geometry;

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param kernel K
   * @param d the output-side quantity
   * @param geometry the convolution's sizes
   */
  public DepthwiseAdjoint(
      SameDiff graph, SDVariable kernel, SDVariable d, DepthwiseGeometry geometry) {
    super(NAME, graph, new SDVariable[] {kernel, d});
    this.geometry = geometry;
  }

  /**
   * Returns the convolution's sizes.
   *
   * @return the geometry
   */
  public DepthwiseGeometry geometry() {
    return geometry;
  }

  /** Needed before the superclass has stored the name: its constructor asks for it. */
  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputShapes) {
    return List.of(inputShapes.get(1));
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
    return List.of(inputTypes.get(0));
  }
}
