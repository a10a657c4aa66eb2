// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/** With L = log softmax(z): loss = -1/N Σ t L, error = (exp(L) - t) / N. */
final class CrossEntropyKernel implements Kernel {

  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final INDArray labels;
  private final INDArray loss;
  private final INDArray error;
  private final INDArray products;
  private final Kernel logSoftmax;
  private final Kernel multiply;
  private final Exp exponential;
  private final double batch;

  CrossEntropyKernel(BoundBuffers buffers) {
    labels = buffers.input(1);
    loss = buffers.output(0);
    error = buffers.output(1);
    batch = labels.size(0);
    INDArray logProbabilities = Nd4j.createUninitialized(error.dataType(), error.shape());
    products = Nd4j.createUninitialized(error.dataType(), error.shape());
    logSoftmax =
        NativeCall.of("log_softmax")
            .integers(1)
            .over(List.of(buffers.input(0)), List.of(logProbabilities));
    multiply = NativeCall.of("multiply").over(List.of(logProbabilities, labels), List.of(products));
    exponential = new Exp(logProbabilities, error);
  }

  @Override
  public void run() {
    logSoftmax.run();
    multiply.run();
    loss.assign(-products.sumNumber().doubleValue() / batch);
    executioner.exec(exponential);
    Rows.addScaled(-1, labels, error);
    Rows.scale(1 / batch, error);
  }
}
