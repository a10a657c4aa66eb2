// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/**
 * The convolution passes and matrix products. ND4J has both gradients of a convolution in one
 * operation only, so one alone pays for the other. Epilogues are operations of their own.
 */
final class LinearKernels {

  private LinearKernels() {}

  static Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Convolution c && !c.packed()) {
      return Optional.of(withEpilogue(forward(c.geometry(), buffers), c.epilogue(), buffers));
    } else if (operation instanceof Operation.ConvolutionBackward c) {
      return Optional.of(call("conv2d_bp", c.geometry(), buffers.inputs(), buffers.outputs()));
    } else if (operation instanceof Operation.ConvolutionAdjoint c && !c.packed()) {
      return Optional.of(adjoint(c.geometry(), buffers));
    } else if (operation instanceof Operation.ConvolutionFilterGradient c && !c.packed()) {
      return Optional.of(filterGradient(c.geometry(), buffers));
    } else if (operation instanceof Operation.MatrixProduct product) {
      return Optional.of(withEpilogue(product(product, buffers), product.epilogue(), buffers));
    }
    return Optional.empty();
  }

  private static Kernel forward(ConvolutionGeometry geometry, BoundBuffers buffers) {
    return call("conv2d", geometry, buffers.inputs().subList(0, 2), buffers.outputs());
  }

  private static Kernel adjoint(ConvolutionGeometry geometry, BoundBuffers buffers) {
    INDArray kernel = buffers.input(0);
    INDArray error = buffers.output(0);
    return call(
        "conv2d_bp",
        geometry,
        List.of(zerosLike(error), kernel, buffers.input(1)),
        List.of(error, zerosLike(kernel)));
  }

  private static Kernel filterGradient(ConvolutionGeometry geometry, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray gradient = buffers.output(0);
    return call(
        "conv2d_bp",
        geometry,
        List.of(x, zerosLike(gradient), buffers.input(1)),
        List.of(zerosLike(x), gradient));
  }

  private static Kernel product(Operation.MatrixProduct product, BoundBuffers buffers) {
    return NativeCall.of("matmul")
        .integers(product.transposeFirst() ? 1 : 0, product.transposeSecond() ? 1 : 0, 0)
        .decimals(1, 0)
        .over(buffers.inputs().subList(0, 2), buffers.outputs());
  }

  private static Kernel withEpilogue(Kernel first, Epilogue epilogue, BoundBuffers buffers) {
    if (epilogue.isNone()) {
      return first;
    }
    INDArray y = buffers.output(0);
    List<Kernel> all = new ArrayList<>(List.of(first));
    if (epilogue.bias()) {
      all.add(NativeCall.of("biasadd").over(List.of(y, buffers.input(2)), List.of(y)));
    }
    if (epilogue.residual()) {
      INDArray residual = buffers.input(epilogue.residualPlace());
      all.add(() -> Rows.addScaled(1, residual, y));
    }
    if (epilogue.relu()) {
      all.add(ActivationKernels.reluInPlace(y));
    }
    return () -> all.forEach(Kernel::run);
  }

  private static INDArray zerosLike(INDArray array) {
    return Nd4j.create(array.dataType(), array.shape());
  }

  /**
   * Arguments are kernel, stride, padding and dilation, each twice; whether padding is SAME rather
   * than explicit; NHWC; kernels [kh, kw, in, out].
   */
  private static Kernel call(
      String name, ConvolutionGeometry g, List<INDArray> inputs, List<INDArray> outputs) {
    return NativeCall.of(name)
        .integers(
            g.kernel(),
            g.kernel(),
            g.stride(),
            g.stride(),
            g.borders().top(),
            g.borders().left(),
            1,
            1,
            g.borders().isSymmetric() ? 0 : 1,
            1,
            0)
        .over(inputs, outputs);
  }
}
