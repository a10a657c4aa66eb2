// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
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
  private final INDArray gamma;
  private final INDArray mean;
  private final INDArray variance;
  private final INDArray gammaGradient;
  private final INDArray betaGradient;
  private final INDArray deviation;
  private final ChannelAffine normalise;
  private final Kernel product;
  private final Kernel sumOfProduct;
  private final Kernel sumOfErrors;
  private final ChannelAffine correction;
  private final ChannelAffine direct;
  private final Kernel add;

  BatchNormGradientKernel(double epsilon, BoundBuffers buffers) {
    this.epsilon = epsilon;
    INDArray x = buffers.input(0);
    INDArray dy = buffers.input(4);
    INDArray dx = buffers.output(0);
    gamma = buffers.input(1);
    mean = buffers.input(2);
    variance = buffers.input(3);
    gammaGradient = buffers.output(1);
    betaGradient = buffers.output(2);
    count = (double) x.length() / gamma.length();
    deviation = variance.like();
    INDArray normalised = x.like();
    INDArray scratch = x.like();
    normalise = new ChannelAffine(x, normalised);
    product = NativeCall.of("multiply").over(List.of(dy, normalised), List.of(scratch));
    sumOfProduct = new ChannelSumKernel(scratch, gammaGradient);
    sumOfErrors = new ChannelSumKernel(dy, betaGradient);
    correction = new ChannelAffine(normalised, scratch);
    direct = new ChannelAffine(dy, dx);
    add = () -> dx.addi(scratch);
  }

  @Override
  public void run() {
    deviation.assign(variance).addi(epsilon);
    Transforms.sqrt(deviation, false);
    normalise.scale().assign(1).divi(deviation);
    normalise.shift().assign(mean).negi().divi(deviation);
    normalise.run();
    product.run();
    sumOfProduct.run();
    sumOfErrors.run();
    direct.scale().assign(gamma).divi(deviation);
    correction.scale().assign(direct.scale()).muli(gammaGradient).divi(-count);
    correction.shift().assign(direct.scale()).muli(betaGradient).divi(-count);
    direct.run();
    correction.run();
    add.run();
  }
}
