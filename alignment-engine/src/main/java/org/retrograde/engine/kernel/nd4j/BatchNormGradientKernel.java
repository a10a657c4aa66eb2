// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/**
 * With x̂ = (x - μ) / s, s = √(σ² + ε) and M values a channel: dβ = Σ dy, dγ = Σ dy x̂, dx = γ / s
 * (dy - dβ / M - x̂ dγ / M).
 *
 * <p>ND4J's own {@code batchnorm_bp} is several times slower and rounds 1 / M to single precision.
 */
final class BatchNormGradientKernel implements Kernel {

  private final double epsilon;
  private final double count;
  private final ChannelRow gamma;
  private final ChannelRow mean;
  private final ChannelRow variance;
  private final ChannelRow gammaGradient;
  private final ChannelRow betaGradient;
  private final ChannelAffine normalise;
  private final Kernel product;
  private final Kernel sumOfProduct;
  private final Kernel sumOfErrors;
  private final ChannelAffine correction;
  private final ChannelAffine direct;
  private final INDArray scratch;
  private final INDArray dx;

  BatchNormGradientKernel(double epsilon, BoundBuffers buffers) {
    this.epsilon = epsilon;
    INDArray x = buffers.input(0);
    INDArray dy = buffers.input(4);
    dx = buffers.output(0);
    gamma = new ChannelRow(buffers.input(1));
    mean = new ChannelRow(buffers.input(2));
    variance = new ChannelRow(buffers.input(3));
    gammaGradient = new ChannelRow(buffers.output(1));
    betaGradient = new ChannelRow(buffers.output(2));
    count = (double) x.length() / buffers.input(1).length();
    INDArray normalised = x.like();
    scratch = x.like();
    normalise = new ChannelAffine(x, normalised);
    product = NativeCall.of("multiply").over(List.of(dy, normalised), List.of(scratch));
    sumOfProduct = new ChannelSumKernel(scratch, buffers.output(1));
    sumOfErrors = new ChannelSumKernel(dy, buffers.output(2));
    correction = new ChannelAffine(normalised, scratch);
    direct = new ChannelAffine(dy, dx);
  }

  @Override
  public void run() {
    prepareNormalisation();
    normalise.run();
    product.run();
    sumOfProduct.run();
    sumOfErrors.run();
    prepareGradient();
    direct.run();
    correction.run();
    Rows.addScaled(1, scratch, dx);
  }

  private void prepareNormalisation() {
    double[] means = mean.load();
    double[] variances = variance.load();
    for (int c = 0; c < means.length; c++) {
      double inverse = 1 / Math.sqrt(variances[c] + epsilon);
      normalise.scale()[c] = inverse;
      normalise.shift()[c] = -means[c] * inverse;
    }
  }

  private void prepareGradient() {
    double[] gammas = gamma.load();
    double[] products = gammaGradient.load();
    double[] errors = betaGradient.load();
    for (int c = 0; c < gammas.length; c++) {
      double scale = gammas[c] * normalise.scale()[c];
      direct.scale()[c] = scale;
      correction.scale()[c] = -scale * products[c] / count;
      correction.shift()[c] = -scale * errors[c] / count;
    }
  }
}
