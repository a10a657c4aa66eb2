// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * A depthwise convolution: inputs x {@code [batch, height, width, channels]} and K {@code [k, k,
 * channels, 1]}, output of x's shape.
 */
public final class DepthwiseConvolution extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "depthwise_convolution";

  private final DepthwiseGeometry geometry;

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param x the images
   * @param kernel K
   * @param geometry the convolution's sizes
   */
  public DepthwiseConvolution(
      SameDiff graph, SDVariable x, SDVariable kernel, DepthwiseGeometry geometry) {
    super(NAME, graph, new SDVariable[] {x, kernel});
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
    return List.of(inputShapes.get(0));
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
    return List.of(inputTypes.get(0));
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> errors) {
    SDVariable d = errors.get(0);
    return List.of(
        new DepthwiseAdjoint(sameDiff, arg(1), d, geometry).outputVariable(),
        new DepthwiseFilterGradient(sameDiff, arg(0), d, geometry).outputVariable());
  }
}
