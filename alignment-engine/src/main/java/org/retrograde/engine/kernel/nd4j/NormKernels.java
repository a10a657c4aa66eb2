// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** Normalisations, rectified or not, and what is folded into weights in their place. */
final class NormKernels {

  private NormKernels() {}

  static Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.BatchNorm norm) {
      Kernel plain = new BatchNormKernel(norm.epsilon(), buffers);
      return Optional.of(norm.relu() ? rectified(plain, buffers.output(0)) : plain);
    } else if (operation instanceof Operation.BatchNormGradient norm) {
      return Optional.of(gradient(norm, buffers));
    } else if (operation instanceof Operation.NormInference norm) {
      Kernel plain = inference(norm.epsilon(), buffers);
      return Optional.of(norm.relu() ? rectified(plain, buffers.output(0)) : plain);
    } else if (operation instanceof Operation.FoldedKernel fold) {
      return Optional.of(() -> foldKernel(fold.epsilon(), buffers));
    } else if (operation instanceof Operation.FoldedBias fold) {
      return Optional.of(() -> foldBias(fold.epsilon(), buffers));
    }
    return Optional.empty();
  }

  private static Kernel rectified(Kernel plain, INDArray y) {
    Kernel relu = ActivationKernels.reluInPlace(y);
    return () -> {
      plain.run();
      relu.run();
    };
  }

  private static Kernel gradient(Operation.BatchNormGradient norm, BoundBuffers buffers) {
    if (!norm.relu()) {
      return new BatchNormGradientKernel(norm.epsilon(), buffers);
    }
    INDArray dy = buffers.input(4);
    INDArray masked = Nd4j.createUninitialized(dy.dataType(), dy.shape());
    Kernel mask = ActivationKernels.reluGradient(buffers.input(5), dy, masked);
    List<INDArray> inputs = new ArrayList<>(buffers.inputs().subList(0, 4));
    inputs.add(masked);
    Kernel plain =
        new BatchNormGradientKernel(norm.epsilon(), new BoundBuffers(inputs, buffers.outputs()));
    return () -> {
      mask.run();
      plain.run();
    };
  }

  private static Kernel inference(double epsilon, BoundBuffers buffers) {
    return NativeCall.of("batchnorm")
        .integers(1, 1, buffers.input(0).rank() - 1)
        .decimals(epsilon)
        .over(buffers.inputs(), buffers.outputs());
  }

  private static void foldKernel(double epsilon, BoundBuffers buffers) {
    INDArray kernel = buffers.input(0);
    long[] alongLast = new long[kernel.rank()];
    java.util.Arrays.fill(alongLast, 1);
    alongLast[kernel.rank() - 1] = kernel.size(kernel.rank() - 1);
    INDArray scale = scale(buffers.input(1), buffers.input(2), epsilon);
    buffers.output(0).assign(kernel.mul(scale.reshape('c', alongLast)));
  }

  private static void foldBias(double epsilon, BoundBuffers buffers) {
    INDArray scale = scale(buffers.input(2), buffers.input(1), epsilon);
    buffers.output(0).assign(buffers.input(3).sub(buffers.input(0).mul(scale)));
  }

  /** γ / √(σ² + ε). */
  private static INDArray scale(INDArray gamma, INDArray variance, double epsilon) {
    return gamma.div(Transforms.sqrt(variance.add(epsilon), false));
  }
}
