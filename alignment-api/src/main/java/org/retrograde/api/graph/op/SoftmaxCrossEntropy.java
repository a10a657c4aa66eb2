// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The cross-entropy of the softmax of logits z with labels t, {@code -1/N Σ t log softmax(z)}.
 *
 * <p>Inputs logits and labels {@code [batch, classes]}, where each row of labels adds up to 1;
 * outputs the loss, a scalar, and its gradient by the logits, {@code (softmax(z) - t) / N}, which
 * costs next to nothing beside the loss.
 */
public final class SoftmaxCrossEntropy extends DynamicCustomOp implements StaticShapeOp {

  private static final String NAME = "softmax_cross_entropy_mean";

  /**
   * Adds the operation to a graph.
   *
   * @param graph the graph
   * @param logits the logits
   * @param labels the labels
   */
  public SoftmaxCrossEntropy(SameDiff graph, SDVariable logits, SDVariable labels) {
    super(NAME, graph, new SDVariable[] {logits, labels});
  }

  /** Needed before the superclass has stored the name: its constructor asks for it. */
  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputShapes) {
    return List.of(new long[] {}, inputShapes.get(0));
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
    return List.of(inputTypes.get(0), inputTypes.get(0));
  }

  /** The error of the logits alone: labels are given. */
  @Override
  public List<SDVariable> doDiff(List<SDVariable> errors) {
    return List.of(outputVariables()[1].mul(errors.get(0)));
  }
}
