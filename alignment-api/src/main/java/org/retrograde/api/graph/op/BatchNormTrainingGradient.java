// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The gradient of {@link BatchNormTraining}, the dependence of the statistics on x included.
 *
 * <p>Inputs x, γ, batch mean, biased batch variance, dy; outputs dx of x's shape, dγ and dβ {@code
 * [channels]}.
 */
public final class BatchNormTrainingGradient extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "batch_norm_training_gradient";

  private final double epsilon;

  BatchNormTrainingGradient(SameDiff graph, SDVariable[] inputs, double epsilon) {
    super(NAME, graph, inputs);
    this.epsilon = epsilon;
  }

  /**
   * Returns what is added to the variance.
   *
   * @return ε
   */
  public double epsilon() {
    return epsilon;
  }

  /** Needed before the superclass has stored the name: its constructor asks for it. */
  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputShapes) {
    long[] channels = inputShapes.get(1);
    return List.of(inputShapes.get(0), channels, channels);
  }

  @Override
  public int getNumOutputs() {
    return 3;
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
    return List.of(inputTypes.get(0), inputTypes.get(0), inputTypes.get(0));
  }
}
