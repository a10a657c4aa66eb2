// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** Convolutions, and the layouts of their kernels. */
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
      return Optional.of(reorder(pack.user(), pack.batch(), b.input(0), b.output(0), true));
    } else if (operation instanceof Operation.Unpack unpack) {
      return Optional.of(reorder(unpack.maker(), unpack.batch(), b.output(0), b.input(0), false));
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

  /** The length of a packed kernel in numbers, padding included; 0 if packing changes nothing. */
  long packedLength(Operation operation, long batch) {
    memory.desc packed = layout(operation, batch);
    return packed.equals(Descriptors.kernel(geometry(operation)))
        ? 0
        : packed.get_size() / Float.BYTES;
  }

  private Kernel reorder(
      Operation operation, long batch, INDArray plain, INDArray packed, boolean pack) {
    memory outside = device.wrap(Descriptors.kernel(geometry(operation)), plain);
    memory inside = device.wrap(layout(operation, batch), packed);
    return pack ? device.reorder(outside, inside) : device.reorder(inside, outside);
  }

  private memory.desc layout(Operation operation, long batch) {
    ConvolutionPasses passes = passes(geometry(operation), batch, true);
    if (operation instanceof Operation.Convolution c) {
      return passes.forwardKernel(c.epilogue());
    }
    return operation instanceof Operation.ConvolutionAdjoint
        ? passes.adjointKernel()
        : passes.gradientKernel();
  }

  private static ConvolutionGeometry geometry(Operation operation) {
    if (operation instanceof Operation.Convolution c) {
      return c.geometry();
    } else if (operation instanceof Operation.ConvolutionAdjoint c) {
      return c.geometry();
    } else if (operation instanceof Operation.ConvolutionFilterGradient c) {
      return c.geometry();
    }
    throw new IllegalArgumentException("'" + operation.label() + "' has no packed kernel");
  }

  private ConvolutionPasses passes(ConvolutionGeometry geometry, long batch, boolean packed) {
    return new ConvolutionPasses(device, geometry, batch, packed);
  }
}
