// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.Optional;
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

  @Override
  public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
    return Optional.of(kernel(operation, buffers));
  }

  private static Kernel kernel(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Convolution convolution) {
      return ConvolutionKernels.forward(convolution.geometry(), buffers);
    } else if (operation instanceof Operation.ConvolutionBackward backward) {
      return ConvolutionKernels.backward(backward.geometry(), buffers);
    } else if (operation instanceof Operation.ConvolutionAdjoint adjoint) {
      return ConvolutionKernels.adjoint(adjoint.geometry(), buffers);
    } else if (operation instanceof Operation.ConvolutionFilterGradient gradient) {
      return ConvolutionKernels.filterGradient(gradient.geometry(), buffers);
    } else if (operation instanceof Operation.BatchNorm norm) {
      return new BatchNormKernel(norm.epsilon(), buffers);
    } else if (operation instanceof Operation.BatchNormGradient gradient) {
      return new BatchNormGradientKernel(gradient.epsilon(), buffers);
    } else if (operation instanceof Operation.Other other) {
      return OtherKernels.of(other.function(), buffers);
    }
    return elementary(operation, buffers);
  }

  private static Kernel elementary(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.MatrixProduct product) {
      return NativeCall.of("matmul")
          .integers(product.transposeFirst() ? 1 : 0, product.transposeSecond() ? 1 : 0, 0)
          .decimals(1, 0)
          .over(buffers.inputs(), buffers.outputs());
    } else if (operation instanceof Operation.Relu) {
      return NativeCall.of("relu").decimals(0).over(buffers.inputs(), buffers.outputs());
    } else if (operation instanceof Operation.ReluGradient) {
      return new ReluGradientKernel(buffers);
    } else if (operation instanceof Operation.ChannelSum) {
      return new ChannelSumKernel(buffers.input(0), buffers.output(0));
    } else if (operation instanceof Operation.Copy) {
      return () -> buffers.output(0).assign(buffers.input(0));
    }
    throw new IllegalArgumentException("'" + operation.label() + "' needs no kernel");
  }
}
