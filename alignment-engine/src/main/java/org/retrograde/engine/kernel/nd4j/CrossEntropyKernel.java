// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/**
 * With L = log softmax(z): loss = -1/N Σ t L, error = (exp(L) - t) / N.
 *
 * <p>ND4J's own {@code log_softmax} takes the logarithm of what has underflowed to 0 by then.
 */
final class CrossEntropyKernel implements Kernel {

  private final ChannelRow logits;
  private final ChannelRow labels;
  private final ChannelRow error;
  private final INDArray loss;
  private final int batch;
  private final int classes;

  CrossEntropyKernel(BoundBuffers buffers) {
    logits = new ChannelRow(buffers.input(0));
    labels = new ChannelRow(buffers.input(1));
    loss = buffers.output(0);
    error = new ChannelRow(buffers.output(1));
    batch = Math.toIntExact(buffers.input(1).size(0));
    classes = Math.toIntExact(buffers.input(1).size(1));
  }

  @Override
  public void run() {
    double[] z = logits.load();
    double[] t = labels.load();
    double sum = 0;
    for (int start = 0; start < z.length; start += classes) {
      double logSum = logSum(z, start);
      for (int i = start; i < start + classes; i++) {
        sum += t[i] * (z[i] - logSum);
        error.values()[i] = (Math.exp(z[i] - logSum) - t[i]) / batch;
      }
    }
    error.store();
    loss.assign(-sum / batch);
  }

  private double logSum(double[] z, int start) {
    double largest = z[start];
    for (int i = start; i < start + classes; i++) {
      largest = Math.max(largest, z[i]);
    }
    double sum = 0;
    for (int i = start; i < start + classes; i++) {
      sum += Math.exp(z[i] - largest);
    }
    return largest + Math.log(sum);
  }
}
