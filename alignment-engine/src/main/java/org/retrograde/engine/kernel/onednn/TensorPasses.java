// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.Arrangement;
import org.retrograde.api.graph.op.ImageFunction;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.api.graph.op.TensorFunction;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** Our own functions as oneDNN's primitives. */
record TensorPasses(Device device) {

  Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (!(operation instanceof Operation.Tensor tensor)) {
      return Optional.empty();
    }
    TensorFunction function = tensor.function();
    if (function instanceof Arrangement arrangement) {
      return Optional.of(arrangement(arrangement, buffers));
    } else if (function instanceof Scaling scaling) {
      return Optional.of(scaling(scaling, buffers));
    }
    return ofImages((ImageFunction) function, buffers);
  }

  private Kernel arrangement(Arrangement arrangement, BoundBuffers b) {
    if (arrangement instanceof Arrangement.Concatenation join) {
      return join.axis() == 0 ? stacked(b) : joined(join.axis(), b);
    } else if (arrangement instanceof Arrangement.Part part) {
      memory source = part(b.input(0), part.axis(), part.from(), part.length());
      return device.reorder(source, whole(b.output(0), part.axis()));
    } else if (arrangement instanceof Arrangement.Placement place) {
      memory target = part(b.output(0), place.axis(), place.from(), place.length());
      Kernel copy = device.reorder(whole(b.input(0), place.axis()), target);
      return Device.all(List.of(zeros(b.output(0)), copy));
    } else if (arrangement instanceof Arrangement.Repetition repetition) {
      return repeated(repetition.times(), b);
    }
    return new MatrixKernels(device).channelSum(b.input(0), b.output(0));
  }

  private Kernel joined(int axis, BoundBuffers b) {
    memory.desc[] parts = new memory.desc[b.inputs().size()];
    Argument[] arguments = new Argument[parts.length + 1];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = matrix(b.input(i), axis);
      arguments[i] = new Argument(DNNL_ARG_MULTIPLE_SRC + i, device.wrap(parts[i], b.input(i)));
    }
    memory.desc all = matrix(b.output(0), axis);
    arguments[parts.length] = new Argument(DNNL_ARG_DST, device.wrap(all, b.output(0)));
    concat.primitive_desc plan =
        new concat.primitive_desc(device.cpu(), all, 1, new memory_desc_vector(parts));
    return device.call(new concat(plan), arguments);
  }

  private Kernel stacked(BoundBuffers b) {
    List<Kernel> copies = new ArrayList<>();
    long from = 0;
    for (INDArray part : b.inputs()) {
      memory.desc row = Descriptors.flat(part);
      copies.add(device.reorder(device.wrap(row, part), device.wrap(row, b.output(0), from)));
      from += part.length();
    }
    return Device.all(copies);
  }

  private Kernel repeated(int times, BoundBuffers b) {
    memory.desc row = Descriptors.flat(b.input(0));
    memory source = device.wrap(row, b.input(0));
    List<Kernel> copies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      memory target = device.wrap(row, b.output(0), i * b.input(0).length());
      copies.add(device.reorder(source, target));
    }
    return Device.all(copies);
  }

  private static Kernel zeros(INDArray array) {
    Pointer address = array.data().addressPointer();
    long bytes = array.length() * Float.BYTES;
    return () -> Pointer.memset(address, 0, bytes);
  }

  /** An array as a matrix whose columns begin at an axis. */
  private static memory.desc matrix(INDArray array, int axis) {
    long rows = rows(array, axis);
    return Descriptors.rows(rows, array.length() / rows);
  }

  private static long rows(INDArray array, int axis) {
    long rows = 1;
    for (int i = 0; i < axis; i++) {
      rows *= array.size(i);
    }
    return rows;
  }

  private memory whole(INDArray array, int axis) {
    return device.wrap(matrix(array, axis), array);
  }

  private memory part(INDArray array, int axis, long from, long length) {
    memory.desc all = matrix(array, axis);
    long rows = rows(array, axis);
    long unit = array.length() / rows / array.size(axis);
    memory.desc part =
        all.submemory_desc(new long[] {rows, length * unit}, new long[] {0, from * unit});
    return device.wrap(part, array);
  }

  private Kernel scaling(Scaling scaling, BoundBuffers b) {
    INDArray x = b.input(0);
    ElementKernels elements = new ElementKernels(device);
    if (scaling instanceof Scaling.Affine affine) {
      return elements.linear(affine.scale(), affine.shift(), x, b.output(0));
    } else if (scaling instanceof Scaling.InnerProduct) {
      return inner(b);
    }
    long factors = b.input(1).length();
    long columns = scaling instanceof Scaling.ChannelScale ? factors : x.length();
    if (scaling instanceof Scaling.ImageScale) {
      columns = x.length() / factors;
    }
    memory.desc all = Descriptors.rows(x.length() / columns, columns);
    memory.desc factor =
        scaling instanceof Scaling.ScalarScale || scaling instanceof Scaling.ImageScale
            ? Descriptors.rows(factors, 1)
            : Descriptors.rows(1, columns);
    binary.primitive_desc plan =
        new binary.primitive_desc(device.cpu(), algorithm.binary_mul, all, factor, all);
    return device.call(
        new binary(plan),
        new Argument(DNNL_ARG_SRC_0, device.wrap(all, x)),
        new Argument(DNNL_ARG_SRC_1, device.wrap(factor, b.input(1))),
        new Argument(DNNL_ARG_DST, device.wrap(all, b.output(0))));
  }

  private Kernel inner(BoundBuffers b) {
    long length = b.input(0).length();
    INDArray row = b.input(0).reshape('c', new long[] {1, length});
    INDArray column = b.input(1).reshape('c', new long[] {length, 1});
    INDArray sum = b.output(0).reshape('c', new long[] {1, 1});
    return new MatrixKernels(device)
        .product(
            new Operation.MatrixProduct(false, false, Epilogue.none()),
            new BoundBuffers(List.of(row, column), List.of(sum)));
  }

  private Optional<Kernel> ofImages(ImageFunction function, BoundBuffers b) {
    if (function instanceof ImageFunction.Resize resize) {
      return Optional.of(new ResizePasses(device, resize).forward(b.input(0), b.output(0)));
    } else if (function instanceof ImageFunction.ResizeAdjoint adjoint) {
      return Optional.of(
          new ResizePasses(device, adjoint.resize()).adjoint(b.input(0), b.output(0)));
    } else if (function instanceof ImageFunction.Standardization standard) {
      return Optional.of(new StandardizationPasses(device, standard.epsilon()).forward(b));
    } else if (function instanceof ImageFunction.StandardizationGradient gradient) {
      return Optional.of(new StandardizationPasses(device, gradient.epsilon()).backward(b));
    }
    return Optional.empty();
  }
}
