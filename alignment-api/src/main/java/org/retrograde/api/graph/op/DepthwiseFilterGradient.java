// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The filter gradient {@code F(x, d)} of a depthwise convolution: inputs x and d {@code [batch,
 * height, width, channels]}, output {@code [k, k, channels, 1]}, summed over the batch and over
 * positions.
 */
public final class DepthwiseFilterGradient extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "depthwise_filter_gradient";

  private final DepthwiseGeometry geometry;

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param x the input-side quantity
   * @param d the output-side quantity
   * @param geometry the convolution's sizes
   */
  public DepthwiseFilterGradient(
      SameDiff graph, SDVariable x, SDVariable d, DepthwiseGeometry geometry) {
    super(NAME, graph, new SDVariable[] {x, d});
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
    long k = geometry.kernel();
    return List.of(new long[] {k, k, geometry.channels(), 1});
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
