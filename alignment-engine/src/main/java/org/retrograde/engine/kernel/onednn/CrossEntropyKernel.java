// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.lang.ref.Reference;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** With L = log softmax(z): loss = -1/N Σ t L, error = (exp(L) - t) / N. */
final class CrossEntropyKernel implements Kernel {

  private final Kernel logSoftmax;
  private final Kernel exponential;
  private final Kernel subtract;
  private final FloatPointer logProbabilities;
  private final FloatPointer labels;
  private final FloatPointer loss;
  private final float[] logRow;
  private final float[] labelRow;
  private final long batch;

  /** Keeps the buffer, which otherwise native code alone knows of. */
  private final INDArray logs;

  CrossEntropyKernel(Device device, BoundBuffers buffers) {
    INDArray logits = buffers.input(0);
    INDArray error = buffers.output(1);
    logs = Nd4j.createUninitialized(logits.dataType(), logits.shape());
    batch = logits.size(0);
    logRow = new float[Math.toIntExact(logits.size(1))];
    labelRow = new float[logRow.length];
    logProbabilities = new FloatPointer(logs.data().addressPointer());
    labels = new FloatPointer(buffers.input(1).data().addressPointer());
    loss = new FloatPointer(buffers.output(0).data().addressPointer());
    memory.desc rows = Descriptors.matrix(logits);
    softmax_forward.primitive_desc plan =
        new softmax_forward.primitive_desc(
            device.cpu(), prop_kind.forward_training, algorithm.softmax_log, rows, rows, 1);
    logSoftmax =
        device.call(
            new softmax_forward(plan),
            new Argument(DNNL_ARG_SRC, device.wrap(rows, logits)),
            new Argument(DNNL_ARG_DST, device.wrap(rows, logs)));
    ElementKernels elements = new ElementKernels(device);
    exponential = elements.forward(algorithm.eltwise_exp, 1, logs, error);
    double share = 1.0 / batch;
    subtract =
        elements
            .of(
                new Operation.LinearCombination(List.of(share, -share), false),
                new BoundBuffers(List.of(error, buffers.input(1)), List.of(error)))
            .orElseThrow();
  }

  @Override
  public void run() {
    try {
      logSoftmax.run();
      exponential.run();
      subtract.run();
      loss.put(0, (float) (-sumOfProducts() / batch));
    } finally {
      Reference.reachabilityFence(logs);
    }
  }

  /**
   * In double precision and a fixed order: no primitive has a sum of products over all elements.
   */
  private double sumOfProducts() {
    double sum = 0;
    for (long row = 0; row < batch; row++) {
      logProbabilities.position(row * logRow.length).get(logRow);
      labels.position(row * logRow.length).get(labelRow);
      for (int c = 0; c < logRow.length; c++) {
        // An infinite logarithm counts only where a label asks for it.
        sum += labelRow[c] == 0 ? 0 : (double) labelRow[c] * logRow[c];
      }
    }
    return sum;
  }
}
