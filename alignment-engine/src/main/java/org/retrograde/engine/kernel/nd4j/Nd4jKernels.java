// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

/** ND4J's own operations, each called with fixed arguments and buffers. */
public final class Nd4jKernels implements KernelLibrary {

  /** Made by {@link java.util.ServiceLoader}. */
  public Nd4jKernels() {}

  @Override
  public String id() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "ND4J's native operations; runs every program and is the reference for other libraries";
  }

  /** Both gradients of a convolution are one operation of ND4J's; nothing else is. */
  @Override
  public boolean fuses(Operation operation) {
    return operation instanceof Operation.ConvolutionBackward;
  }

  @Override
  public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
    return LinearKernels.of(operation, buffers)
        .or(() -> DepthwiseKernels.of(operation, buffers))
        .or(() -> TensorKernels.of(operation, buffers))
        .or(() -> NormKernels.of(operation, buffers))
        .or(() -> ActivationKernels.of(operation, buffers))
        .or(() -> elementary(operation, buffers));
  }

  private static Optional<Kernel> elementary(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.LinearCombination sum) {
      return Optional.of(new LinearCombinationKernel(sum, buffers));
    } else if (operation instanceof Operation.AddScaled) {
      return Optional.of(
          () -> Rows.addScaled(buffers.input(2).getDouble(0), buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.BiasAdd) {
      return Optional.of(NativeCall.of("biasadd").over(buffers.inputs(), buffers.outputs()));
    } else if (operation instanceof Operation.Pooling pooling) {
      return Optional.of(PoolingKernels.forward(pooling, buffers));
    } else if (operation instanceof Operation.PoolingGradient pooling) {
      return Optional.of(PoolingKernels.backward(pooling, buffers));
    } else if (operation instanceof Operation.SoftmaxCrossEntropy) {
      return Optional.of(new CrossEntropyKernel(buffers));
    } else if (operation instanceof Operation.ChannelSum) {
      return Optional.of(new ChannelSumKernel(buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.Repeat) {
      return Optional.of(repeat(buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.Copy) {
      return Optional.of(() -> buffers.output(0).assign(buffers.input(0)));
    } else if (operation instanceof Operation.Other other) {
      return Optional.of(OtherKernels.of(other.function(), buffers));
    }
    return Optional.empty();
  }

  static Kernel repeat(INDArray row, INDArray rows) {
    return () -> {
      for (long i = 0; i < rows.size(0); i++) {
        rows.getRow(i).assign(row);
      }
    };
  }
}
