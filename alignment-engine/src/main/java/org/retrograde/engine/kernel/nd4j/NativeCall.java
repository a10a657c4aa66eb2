// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;

/** A native operation called by name, with its arguments set once. */
final class NativeCall {

  private final String name;
  private long[] integers = {};
  private double[] decimals = {};

  private NativeCall(String name) {
    this.name = name;
  }

  static NativeCall of(String name) {
    return new NativeCall(name);
  }

  NativeCall integers(long... values) {
    integers = values;
    return this;
  }

  NativeCall decimals(double... values) {
    decimals = values;
    return this;
  }

  Kernel over(List<INDArray> inputs, List<INDArray> outputs) {
    CustomOp op = DynamicCustomOp.builder(name).build();
    OpExecutioner executioner = Nd4j.getExecutioner();
    OpContext context = executioner.buildContext();
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    context.setIArguments(integers);
    context.setTArguments(decimals);
    return () -> executioner.exec(op, context);
  }
}
