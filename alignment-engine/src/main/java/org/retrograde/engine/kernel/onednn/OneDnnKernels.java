// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

/**
 * oneDNN's primitives on ND4J's buffers, in float32: the convolution passes, each on its own, and
 * training batch normalisation.
 *
 * <p>Nothing native is loaded before the first question about it.
 */
public final class OneDnnKernels implements KernelLibrary {

  private @Nullable Device device;

  /** Made by {@link java.util.ServiceLoader}. */
  public OneDnnKernels() {}

  @Override
  public String id() {
    return "onednn";
  }

  @Override
  public String description() {
    return "oneDNN's convolutions and batch norms on ND4J's buffers; float32";
  }

  @Override
  public Optional<String> obstacle() {
    try {
      device();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("oneDNN does not load here (" + e.getMessage() + ")");
    }
  }

  @Override
  public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
    boolean single =
        Stream.concat(buffers.inputs().stream(), buffers.outputs().stream())
            .allMatch(array -> array.dataType() == DataType.FLOAT);
    return single
        ? convolution(operation, buffers).or(() -> batchNorm(operation, buffers))
        : Optional.empty();
  }

  private Optional<Kernel> convolution(Operation operation, BoundBuffers b) {
    INDArray first = b.input(0);
    if (operation instanceof Operation.Convolution c) {
      ConvolutionPasses passes = new ConvolutionPasses(device(), c.geometry(), first.size(0));
      return Optional.of(passes.forward(first, b.input(1), b.output(0)));
    } else if (operation instanceof Operation.ConvolutionAdjoint c) {
      ConvolutionPasses passes = new ConvolutionPasses(device(), c.geometry(), b.input(1).size(0));
      return Optional.of(passes.adjoint(first, b.input(1), b.output(0)));
    } else if (operation instanceof Operation.ConvolutionFilterGradient c) {
      ConvolutionPasses passes = new ConvolutionPasses(device(), c.geometry(), first.size(0));
      return Optional.of(passes.filterGradient(first, b.input(1), b.output(0)));
    } else if (operation instanceof Operation.ConvolutionBackward c) {
      ConvolutionPasses passes = new ConvolutionPasses(device(), c.geometry(), first.size(0));
      Kernel adjoint = passes.adjoint(b.input(1), b.input(2), b.output(0));
      return Optional.of(
          ConvolutionPasses.inTurn(adjoint, passes.filterGradient(first, b.input(2), b.output(1))));
    }
    return Optional.empty();
  }

  private Optional<Kernel> batchNorm(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.BatchNorm norm) {
      return Optional.of(new BatchNormPasses(device(), norm.epsilon()).forward(buffers));
    } else if (operation instanceof Operation.BatchNormGradient norm) {
      return Optional.of(new BatchNormPasses(device(), norm.epsilon()).backward(buffers));
    }
    return Optional.empty();
  }

  private Device device() {
    if (device == null) {
      device = new Device();
    }
    return device;
  }
}
