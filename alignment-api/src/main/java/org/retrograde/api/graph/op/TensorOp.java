// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** An operation of ours in a graph: a {@link TensorFunction} of some variables. */
public final class TensorOp extends DynamicCustomOp implements StaticShapeOp {

  private final TensorFunction function;

  /**
   * Adds the operation to the inputs' graph.
   *
   * @param function what to compute
   * @param inputs of what, at least one
   */
  public TensorOp(TensorFunction function, SDVariable... inputs) {
    super(function.label().replace(' ', '_'));
    this.function = function;
    SameDiff graph = inputs[0].getSameDiff();
    // What the superclass does where it is given a graph, which it then asks for our name.
    sameDiff = graph;
    ownName = null;
    setInstanceId();
    graph.addArgsFor(inputs, this);
  }

  /**
   * Returns what the operation computes.
   *
   * @return the function
   */
  public TensorFunction function() {
    return function;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputShapes) {
    return List.of(function.shape(inputShapes));
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
  public List<@Nullable SDVariable> doDiff(List<SDVariable> errors) {
    return function.errors(List.of(args()), outputVariable(), errors.get(0));
  }
}
