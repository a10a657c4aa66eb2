// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.jspecify.annotations.Nullable;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/**
 * With x̂ = (x - μ) / s, s = √(σ² + ε) and M values an example: x̂, or where dy is given dx = (dy -
 * Σ dy / M - x̂ Σ dy x̂ / M) / s.
 */
final class StandardizationKernel implements Kernel {

  private final double epsilon;
  private final ChannelRow x;
  private final @Nullable ChannelRow error;
  private final ChannelRow result;
  private final int examples;

  StandardizationKernel(double epsilon, BoundBuffers buffers) {
    this.epsilon = epsilon;
    x = new ChannelRow(buffers.input(0));
    error = buffers.inputs().size() > 1 ? new ChannelRow(buffers.input(1)) : null;
    result = new ChannelRow(buffers.output(0));
    examples = Math.toIntExact(buffers.input(0).size(0));
  }

  @Override
  public void run() {
    double[] values = x.load();
    double[] y = result.values();
    int length = values.length / examples;
    double[] dy = error == null ? null : error.load();
    for (int start = 0; start < values.length; start += length) {
      double s = standardize(values, y, start, length);
      if (dy != null) {
        differentiate(dy, y, start, length, s);
      }
    }
    result.store();
  }

  private double standardize(double[] values, double[] y, int start, int length) {
    double mean = 0;
    for (int i = start; i < start + length; i++) {
      mean += values[i] / length;
    }
    double variance = 0;
    for (int i = start; i < start + length; i++) {
      variance += (values[i] - mean) * (values[i] - mean) / length;
    }
    double s = Math.sqrt(variance + epsilon);
    for (int i = start; i < start + length; i++) {
      y[i] = (values[i] - mean) / s;
    }
    return s;
  }

  private static void differentiate(double[] dy, double[] y, int start, int length, double s) {
    double sum = 0;
    double product = 0;
    for (int i = start; i < start + length; i++) {
      sum += dy[i] / length;
      product += dy[i] * y[i] / length;
    }
    for (int i = start; i < start + length; i++) {
      y[i] = (dy[i] - sum - y[i] * product) / s;
    }
  }
}
