// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** Asks ND4J for the output shapes of its operations. */
public final class NativeShapes {

  private NativeShapes() {}

  /**
   * Returns the outputs' shapes and types.
   *
   * @param function an operation of ND4J
   * @param inputs arrays of the inputs' shapes and types; only inputs that hold shapes or axes need
   *     their values
   * @return one descriptor an output
   * @throws IllegalArgumentException if ND4J cannot tell
   */
  public static List<LongShapeDescriptor> of(DifferentialFunction function, List<INDArray> inputs) {
    OpContext context = Contexts.of(function, inputs);
    List<LongShapeDescriptor> shapes =
        function instanceof CustomOp custom
            ? Nd4j.getExecutioner().calculateOutputShape(custom, context)
            : ((BaseOp) function).calculateOutputShape(context);
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException(
          "ND4J gives no output shape for '" + function.opName() + "'");
    }
    return shapes;
  }
}
