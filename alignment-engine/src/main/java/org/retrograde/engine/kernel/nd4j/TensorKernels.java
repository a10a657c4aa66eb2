// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.api.graph.op.Arrangement;
import org.retrograde.api.graph.op.ImageFunction;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.api.graph.op.TensorFunction;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** Our own functions, in ND4J's operations where it has them. */
final class TensorKernels {

  private TensorKernels() {}

  static Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Gating gating) {
      return Optional.of(gating(gating, buffers));
    } else if (!(operation instanceof Operation.Tensor)) {
      return Optional.empty();
    }
    return Optional.of(own(((Operation.Tensor) operation).function(), buffers));
  }

  /** The result may lie where the first input does, and nowhere else. */
  private static Kernel gating(Operation.Gating gating, BoundBuffers buffers) {
    INDArray y = buffers.output(0);
    Scaling.Affine gate = new Scaling.Affine(gating.scale(), gating.shift());
    Kernel affine = affine(gate, buffers.input(0), y);
    Kernel product = NativeCall.of("multiply").over(List.of(y, buffers.input(1)), List.of(y));
    return () -> {
      affine.run();
      product.run();
      if (gating.residual()) {
        Rows.addScaled(1, buffers.input(2), y);
      }
    };
  }

  private static Kernel own(TensorFunction function, BoundBuffers buffers) {
    if (function instanceof Arrangement arrangement) {
      return arrangement(arrangement, buffers);
    } else if (function instanceof Scaling scaling) {
      return scaling(scaling, buffers);
    }
    return ofImages((ImageFunction) function, buffers);
  }

  private static Kernel arrangement(Arrangement arrangement, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray y = buffers.output(0);
    if (arrangement instanceof Arrangement.Concatenation join) {
      return joined(join, buffers);
    } else if (arrangement instanceof Arrangement.Part part) {
      INDArray source = part(x, part.axis(), part.from(), part.length());
      return () -> y.assign(source);
    } else if (arrangement instanceof Arrangement.Placement placement) {
      INDArray target = part(y, placement.axis(), placement.from(), placement.length());
      return () -> {
        y.assign(0);
        target.assign(x);
      };
    } else if (arrangement instanceof Arrangement.Repetition) {
      return Nd4jKernels.repeat(x.reshape(x.length()), matrix(y));
    }
    return new ChannelSumKernel(matrix(x), y);
  }

  private static Kernel joined(Arrangement.Concatenation join, BoundBuffers buffers) {
    List<INDArray> parts = new ArrayList<>();
    int from = 0;
    for (int length : join.lengths()) {
      parts.add(part(buffers.output(0), join.axis(), from, length));
      from += length;
    }
    return () -> {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).assign(buffers.input(i));
      }
    };
  }

  private static INDArray part(INDArray array, int axis, long from, long length) {
    INDArrayIndex[] indices = new INDArrayIndex[array.rank()];
    Arrays.setAll(indices, i -> NDArrayIndex.all());
    indices[axis] = NDArrayIndex.interval(from, from + length);
    // An interval of length 1 may lose its axis.
    long[] shape = array.shape().clone();
    shape[axis] = length;
    INDArray part = array.get(indices);
    return Arrays.equals(part.shape(), shape) ? part : part.reshape(shape);
  }

  private static INDArray matrix(INDArray batch) {
    return batch.reshape('c', batch.size(0), batch.length() / batch.size(0));
  }

  private static Kernel scaling(Scaling scaling, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray y = buffers.output(0);
    if (scaling instanceof Scaling.Affine affine) {
      return affine(affine, x, y);
    } else if (scaling instanceof Scaling.InnerProduct) {
      return NativeCall.of("matmul")
          .integers(0, 0, 0)
          .decimals(1, 0)
          .over(
              List.of(x.reshape('c', 1, x.length()), buffers.input(1).reshape('c', x.length(), 1)),
              List.of(y.reshape('c', 1, 1)));
    } else if (scaling instanceof Scaling.ChannelScale) {
      return channels(x, buffers.input(1), y);
    } else if (scaling instanceof Scaling.ImageScale) {
      INDArray factors = buffers.input(1).reshape('c', x.size(0), 1);
      return NativeCall.of("multiply").over(List.of(matrix(x), factors), List.of(matrix(y)));
    }
    return NativeCall.of("multiply").over(List.of(x, buffers.input(1)), List.of(y));
  }

  private static Kernel affine(Scaling.Affine affine, INDArray x, INDArray y) {
    OpExecutioner executioner = Nd4j.getExecutioner();
    ScalarMultiplication scale = new ScalarMultiplication(x, null, y, affine.scale());
    ScalarAdd shift = new ScalarAdd(y, null, y, affine.shift());
    return () -> {
      executioner.exec(scale);
      executioner.exec(shift);
    };
  }

  /** By way of inference batch norm, ND4J's fastest operation along the last axis. */
  private static Kernel channels(INDArray x, INDArray scale, INDArray y) {
    INDArray zeros = Nd4j.zeros(scale.dataType(), scale.length());
    INDArray ones = Nd4j.ones(scale.dataType(), scale.length());
    return NativeCall.of("batchnorm")
        .integers(1, 1, x.rank() - 1)
        .decimals(0)
        .over(List.of(x, zeros, ones, scale, zeros), List.of(y));
  }

  private static Kernel ofImages(ImageFunction function, BoundBuffers buffers) {
    INDArray y = buffers.output(0);
    if (function instanceof ImageFunction.Resize resize) {
      return new ResizeKernel(resize, false, buffers.input(0), y);
    } else if (function instanceof ImageFunction.ResizeAdjoint adjoint) {
      return new ResizeKernel(adjoint.resize(), true, buffers.input(0), y);
    } else if (function instanceof ImageFunction.Standardization standard) {
      return new StandardizationKernel(standard.epsilon(), buffers);
    } else if (function instanceof ImageFunction.StandardizationGradient gradient) {
      return new StandardizationKernel(gradient.epsilon(), buffers);
    } else if (function instanceof ImageFunction.LargestMask) {
      return largest(buffers.input(0), y);
    }
    return () -> y.assign(buffers.input(0));
  }

  private static Kernel largest(INDArray x, INDArray mask) {
    ChannelRow numbers = new ChannelRow(x);
    ChannelRow marks = new ChannelRow(mask);
    int length = Math.toIntExact(x.size(x.rank() - 1));
    return () -> {
      double[] values = numbers.load();
      for (int start = 0; start < values.length; start += length) {
        int largest = start;
        for (int i = start; i < start + length; i++) {
          largest = values[i] > values[largest] ? i : largest;
          marks.values()[i] = 0;
        }
        marks.values()[largest] = 1;
      }
      marks.store();
    };
  }
}
