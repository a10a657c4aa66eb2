// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;
import org.retrograde.engine.kernel.Winograd;
import org.retrograde.engine.kernel.onednn.SmallProducts.Block;

/**
 * The steps of Winograd's method: tiles are small matrices times many columns, one call for each
 * row of tiles and all images; between them lie ordinary convolutions along columns.
 */
record WinogradKernels(Device device) {

  Optional<Kernel> of(Operation operation, BoundBuffers b) {
    if (operation instanceof Operation.WinogradKernel kernel) {
      return Optional.of(kernel(kernel.turned(), b.input(0), b.output(0)));
    } else if (operation instanceof Operation.WinogradConvolution convolution) {
      return Optional.of(new WinogradConvolution(device, convolution, b).kernel());
    } else if (operation instanceof Operation.WinogradFilterGradient gradient) {
      return Optional.of(new WinogradFilterGradient(device, gradient, b).kernel());
    } else if (operation instanceof Operation.WinogradKernelGradient gradient) {
      return Optional.of(kernelGradient(gradient.parts(), b.input(0), b.output(0)));
    }
    return new WinogradPacking(device).of(operation, b);
  }

  /** How one of the kernels is packed; empty for anything else. */
  Optional<Packing> packing(Operation operation, int operand, long batch) {
    Optional<memory.desc> packed = Optional.empty();
    if (operation instanceof Operation.WinogradConvolution c && operand == 1) {
      packed = Optional.of(rows(c, batch).forwardKernel());
    } else if (operation instanceof Operation.WinogradFilterGradient g
        && operand == Packing.RESULT) {
      packed = Optional.of(rows(g, batch).gradientKernel());
    }
    return packed.map(
        one -> new Packing(operation.toString(), List.of(one.get_size() / Float.BYTES)));
  }

  RowConvolutions rows(Operation.WinogradConvolution c, long batch) {
    return new RowConvolutions(device, c.geometry(), batch, c.adjoint());
  }

  RowConvolutions rows(Operation.WinogradFilterGradient g, long batch) {
    long rows = g.geometry().height() / Winograd.TILE * batch / g.parts();
    return new RowConvolutions(device, g.geometry(), rows, false);
  }

  /** The matrix stands side by side once for each part, which adds the parts up. */
  private Kernel kernelGradient(int parts, INDArray six, INDArray three) {
    float[][] once = Winograd.transposed(Winograd.kernels());
    float[][] matrix = new float[once.length][parts * Winograd.POINTS];
    for (int i = 0; i < once.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = once[i][j % Winograd.POINTS];
      }
    }
    return kernels(matrix, six, three);
  }

  private Kernel kernel(boolean turned, INDArray three, INDArray six) {
    float[][] matrix = Winograd.kernels();
    if (turned) {
      for (float[] row : matrix) {
        float first = row[0];
        row[0] = row[2];
        row[2] = first;
      }
    }
    return kernels(matrix, three, six);
  }

  /** Every number of a kernel of one row is treated alike, so its order does not matter. */
  private Kernel kernels(float[][] matrix, INDArray from, INDArray to) {
    long length = to.length() / matrix.length;
    return new SmallProducts(device)
        .call(
            matrix,
            new Block(from, 0, 1, matrix[0].length, length, 0, length),
            new Block(to, 0, 1, matrix.length, length, 0, length));
  }
}
