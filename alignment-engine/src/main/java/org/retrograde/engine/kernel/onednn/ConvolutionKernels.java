// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;

/** Convolutions, and the forms of their operands. */
record ConvolutionKernels(Device device) {

  Optional<Kernel> of(Operation operation, BoundBuffers b) {
    if (operation instanceof Operation.Convolution c) {
      return Optional.of(
          passes(c.geometry(), b.input(0).size(0), c.packed()).forward(c.epilogue(), b));
    } else if (operation instanceof Operation.ConvolutionAdjoint c) {
      return adjoint(c, b);
    } else if (operation instanceof Operation.ConvolutionFilterGradient c) {
      return Optional.of(
          passes(c.geometry(), b.input(0).size(0), c.packed())
              .filterGradient(b.input(0), b.input(1), b.output(0)));
    } else if (operation instanceof Operation.Pack pack) {
      Operand operand = new Operand(pack.user(), pack.operand(), pack.batch());
      return Optional.of(device.reorder(plain(operand, b.input(0)), packed(operand, b.output(0))));
    } else if (operation instanceof Operation.Unpack unpack) {
      Operand operand = new Operand(unpack.maker(), Packing.RESULT, unpack.batch());
      return Optional.of(device.reorder(packed(operand, b.input(0)), plain(operand, b.output(0))));
    }
    return Optional.empty();
  }

  /**
   * Empty where oneDNN takes another layout than the plain one that it is given, as it does for
   * images of one pixel.
   */
  private Optional<Kernel> adjoint(Operation.ConvolutionAdjoint c, BoundBuffers b) {
    ConvolutionPasses passes = passes(c.geometry(), b.input(1).size(0), c.packed());
    return c.packed() || passes.adjointKernel().equals(Descriptors.kernel(c.geometry()))
        ? Optional.of(passes.adjoint(b.input(0), b.input(1), b.output(0)))
        : Optional.empty();
  }

  /** How an operand is packed, padding included; empty if packing changes nothing. */
  Optional<Packing> packing(Operation operation, int place, long batch) {
    Operand operand = new Operand(operation, place, batch);
    boolean hasResult = operation instanceof Operation.ConvolutionFilterGradient;
    if (!isConvolution(operation) || (operand.isResult() && !hasResult)) {
      return Optional.empty();
    }
    memory.desc packed = descriptor(operand);
    if (packed.equals(plain(operand))) {
      return Optional.empty();
    }
    if (operand.isKernel()) {
      String name = operation.label() + operand.geometry() + batch;
      return Optional.of(new Packing(name, List.of(numbers(packed.get_size()))));
    }
    return Optional.of(
        new Packing("narrow images", List.of(batch, numbers(packed.get_size() / batch))));
  }

  private static boolean isConvolution(Operation operation) {
    return operation instanceof Operation.Convolution
        || operation instanceof Operation.ConvolutionAdjoint
        || operation instanceof Operation.ConvolutionFilterGradient;
  }

  /** An operand of a convolution pass. */
  private record Operand(Operation operation, int place, long batch) {

    boolean isResult() {
      return place == Packing.RESULT;
    }

    /** The kernel comes first in the adjoint and second in the forward pass. */
    boolean isKernel() {
      return isResult()
          || (operation instanceof Operation.Convolution && place == 1)
          || (operation instanceof Operation.ConvolutionAdjoint && place == 0);
    }

    boolean isInputSide() {
      return place == 0;
    }

    ConvolutionGeometry geometry() {
      if (operation instanceof Operation.Convolution c) {
        return c.geometry();
      } else if (operation instanceof Operation.ConvolutionAdjoint c) {
        return c.geometry();
      } else if (operation instanceof Operation.ConvolutionFilterGradient c) {
        return c.geometry();
      }
      throw new IllegalArgumentException("'" + operation.label() + "' has no packed operand");
    }
  }

  private memory plain(Operand operand, INDArray array) {
    return device.wrap(plain(operand), array);
  }

  private memory packed(Operand operand, INDArray array) {
    return device.wrap(descriptor(operand), array);
  }

  private static memory.desc plain(Operand operand) {
    if (operand.isKernel()) {
      return Descriptors.kernel(operand.geometry());
    }
    memory.data_type single = memory.data_type.f32;
    return operand.isInputSide()
        ? Descriptors.input(operand.geometry(), operand.batch(), single)
        : Descriptors.output(operand.geometry(), operand.batch(), single);
  }

  private memory.desc descriptor(Operand operand) {
    ConvolutionPasses passes = passes(operand.geometry(), operand.batch(), true);
    if (!operand.isKernel()) {
      return operand.isInputSide() ? passes.input() : passes.output();
    } else if (operand.operation() instanceof Operation.Convolution c) {
      return passes.forwardKernel(c.epilogue());
    }
    return operand.isResult() ? passes.gradient() : passes.adjointKernel();
  }

  private static long numbers(long bytes) {
    return (bytes + Float.BYTES - 1) / Float.BYTES;
  }

  private ConvolutionPasses passes(ConvolutionGeometry geometry, long batch, boolean packed) {
    return new ConvolutionPasses(device, geometry, batch, packed);
  }
}
