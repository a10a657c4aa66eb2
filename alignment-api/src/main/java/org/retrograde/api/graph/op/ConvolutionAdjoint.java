// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The adjoint {@code T_K(d)} of a convolution: inputs K {@code [kh, kw, in, out]} and d {@code
 * [batch, oh, ow, out]}, output {@code [batch, height, width, in]}.
 */
public final class ConvolutionAdjoint extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "convolution_adjoint";

  private final ConvolutionGeometry geometry;

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param kernel K
   * @param d the output-side quantity
   * @param geometry the convolution's sizes
   */
  public ConvolutionAdjoint(
      SameDiff graph, SDVariable kernel, SDVariable d, ConvolutionGeometry geometry) {
    super(NAME, graph, new SDVariable[] {kernel, d});
    this.geometry = geometry;
  }

  /**
   * Returns the convolution's sizes.
   *
   * @return the geometry
   */
  public ConvolutionGeometry geometry() {
    return geometry;
  }

  /** Needed before the superclass has stored the name: its constructor asks for it. */
  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputShapes) {
    long batch = inputShapes.get(1)[0];
    return List.of(
        new long[] {batch, geometry.height(), geometry.width(), geometry.inputChannels()});
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
