// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Batch normalisation with the batch's own statistics (Ioffe and Szegedy 2015, algorithm 1).
 *
 * <p>Inputs x (channels last), γ {@code [channels]}, β {@code [channels]}; outputs y of x's shape,
 * the batch mean and the biased batch variance, {@code [channels]} each. The variance inside the
 * square root is the biased one.
 */
public final class BatchNormTraining extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "batch_norm_training";

  private final double epsilon;

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param x the input
   * @param gamma the scale γ
   * @param beta the shift β
   * @param epsilon added to the variance, greater than 0
   */
  public BatchNormTraining(
      SameDiff graph, SDVariable x, SDVariable gamma, SDVariable beta, double epsilon) {
    super(NAME, graph, new SDVariable[] {x, gamma, beta});
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

  /**
   * The error of y alone: batch statistics are outputs for the running averages, which no loss
   * depends on.
   */
  @Override
  public List<SDVariable> doDiff(List<SDVariable> errors) {
    SDVariable[] outputs = outputVariables();
    SDVariable[] inputs = {arg(0), arg(1), outputs[1], outputs[2], errors.get(0)};
    return List.of(new BatchNormTrainingGradient(sameDiff, inputs, epsilon).outputVariables());
  }
}
