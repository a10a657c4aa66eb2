// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Backend;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;

/**
 * oneDNN's primitives on ND4J's buffers, in float32.
 *
 * <p>Nothing native is loaded before the first question about it.
 */
public final class OneDnnKernels implements KernelLibrary {

  private final boolean narrow;
  private final Supplier<Backend> backend;
  private @Nullable Device device;

  /** Made by {@link java.util.ServiceLoader}. */
  public OneDnnKernels() {
    this(false, Backend::installed);
  }

  OneDnnKernels(boolean narrow, Supplier<Backend> backend) {
    this.narrow = narrow;
    this.backend = backend;
  }

  @Override
  public String id() {
    return "onednn";
  }

  @Override
  public String description() {
    return "oneDNN's primitives on ND4J's buffers, fused where it can; float32"
        + (narrow ? ", products of convolutions in bfloat16" : "");
  }

  @Override
  public Optional<String> obstacle() {
    if (backend.get() == Backend.CARDS) {
      return Optional.of("it computes in the processor, and this build keeps arrays on a card");
    }
    try {
      device();
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("oneDNN does not load here (" + e.getMessage() + ")");
    }
  }

  @Override
  public boolean fuses(Operation operation) {
    if (operation instanceof Operation.LinearCombination sum) {
      return !sum.relu() || ElementKernels.rectifies(sum);
    }
    boolean winograd = operation instanceof Operation.WinogradConvolution;
    return winograd ? !narrow : !(operation instanceof Operation.ConvolutionBackward);
  }

  @Override
  public long notesLength(Operation operation, List<Long> input, DataType type) {
    if (type != DataType.FLOAT) {
      return 0;
    } else if (operation instanceof Operation.BatchNorm norm && norm.relu()) {
      return new BatchNormPasses(device(), norm.epsilon(), true)
          .notesLength(Descriptors.channelsLast(input));
    } else if (operation instanceof Operation.Pooling pooling) {
      return new PoolingPasses(device(), pooling.window(), pooling.maximum(), input.get(0))
          .notesLength();
    }
    return 0;
  }

  @Override
  public Optional<Packing> packing(Operation operation, int operand, long batch, DataType type) {
    return type == DataType.FLOAT
        ? new WinogradKernels(device())
            .packing(operation, operand, batch)
            .or(() -> new ConvolutionKernels(device()).packing(operation, operand, batch))
        : Optional.empty();
  }

  @Override
  public Optional<KernelLibrary> withNarrowProducts() {
    return obstacle().isEmpty() && multipliesNarrowNumbers()
        ? Optional.of(new OneDnnKernels(true, backend))
        : Optional.empty();
  }

  @Override
  public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
    boolean single =
        Stream.concat(buffers.inputs().stream(), buffers.outputs().stream())
            .allMatch(array -> array.dataType() == DataType.FLOAT && array.length() > 0);
    return single
        ? new WinogradKernels(device())
            .of(operation, buffers)
            .or(() -> new ConvolutionKernels(device()).of(operation, buffers))
            .or(() -> DepthwisePasses.of(device(), operation, buffers))
            .or(() -> new TensorPasses(device()).of(operation, buffers))
            .or(() -> norm(operation, buffers))
            .or(() -> new ElementKernels(device()).of(operation, buffers))
            .or(() -> matrix(operation, buffers))
            .or(() -> pooling(operation, buffers))
        : Optional.empty();
  }

  private Optional<Kernel> norm(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.BatchNorm norm) {
      return Optional.of(
          new BatchNormPasses(device(), norm.epsilon(), norm.relu()).forward(buffers));
    } else if (operation instanceof Operation.BatchNormGradient norm) {
      return Optional.of(
          new BatchNormPasses(device(), norm.epsilon(), norm.relu()).backward(buffers));
    } else if (operation instanceof Operation.NormInference norm) {
      return Optional.of(
          new BatchNormPasses(device(), norm.epsilon(), norm.relu()).inference(buffers));
    }
    return Optional.empty();
  }

  private Optional<Kernel> matrix(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.MatrixProduct product) {
      return Optional.of(new MatrixKernels(device()).product(product, buffers));
    } else if (operation instanceof Operation.ChannelSum) {
      return Optional.of(
          new MatrixKernels(device()).channelSum(buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.SoftmaxCrossEntropy) {
      return Optional.of(new CrossEntropyKernel(device(), buffers));
    }
    return Optional.empty();
  }

  private Optional<Kernel> pooling(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Pooling pooling) {
      return Optional.of(passes(pooling.window(), pooling.maximum(), buffers).forward(buffers));
    } else if (operation instanceof Operation.PoolingGradient pooling) {
      return passes(pooling.window(), pooling.maximum(), buffers).backward(buffers);
    }
    return Optional.empty();
  }

  private PoolingPasses passes(ConvolutionGeometry window, boolean maximum, BoundBuffers buffers) {
    return new PoolingPasses(device(), window, maximum, buffers.input(0).size(0));
  }

  /** Without such instructions oneDNN converts back and forth, which is slower than float32. */
  private static boolean multipliesNarrowNumbers() {
    return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16)
        == dnnl_cpu_isa_avx512_core_bf16;
  }

  private Device device() {
    if (device == null) {
      device = new Device(narrow ? memory.data_type.bf16 : memory.data_type.f32);
    }
    return device;
  }
}
