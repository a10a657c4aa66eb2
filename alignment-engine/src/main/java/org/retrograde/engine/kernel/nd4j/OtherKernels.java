// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/** Any operation of ND4J, with the arguments that it has in the graph. */
final class OtherKernels {

  private OtherKernels() {}

  static Kernel of(DifferentialFunction function, BoundBuffers buffers) {
    OpExecutioner executioner = Nd4j.getExecutioner();
    OpContext context = Contexts.of(function, buffers.inputs());
    context.setOutputArrays(buffers.outputs());
    if (function instanceof CustomOp custom) {
      return () -> executioner.exec(custom, context);
    }
    Op op = (Op) function;
    return () -> executioner.exec(op, context);
  }
}
