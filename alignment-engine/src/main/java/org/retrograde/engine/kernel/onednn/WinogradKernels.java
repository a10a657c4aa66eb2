// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.ArrayList;
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
    if (operation instanceof Operation.WinogradImages images) {
      return Optional.of(
          images.ofErrors() ? errors(b.input(0), b.output(0)) : images(b.input(0), b.output(0)));
    } else if (operation instanceof Operation.WinogradKernel kernel) {
      return Optional.of(kernel(kernel.turned(), b.input(0), b.output(0)));
    } else if (operation instanceof Operation.WinogradResult result) {
      return Optional.of(result(result, b));
    } else if (operation instanceof Operation.WinogradKernelGradient) {
      return Optional.of(kernelGradient(b.input(0), b.output(0)));
    } else if (operation instanceof Operation.Pack pack) {
      return rows(pack.user(), pack.batch(), true)
          .map(rows -> pack(rows.plainKernel(), b.input(0), rows.forwardKernel(), b.output(0)));
    } else if (operation instanceof Operation.Unpack unpack) {
      return rows(unpack.maker(), unpack.batch(), true)
          .map(rows -> pack(rows.gradientKernel(), b.input(0), rows.plainKernel(), b.output(0)));
    }
    return rowConvolutions(operation, b);
  }

  private Optional<Kernel> rowConvolutions(Operation operation, BoundBuffers b) {
    if (operation instanceof Operation.WinogradProduct product) {
      return rows(operation, b.input(0).size(2), product.packed())
          .map(rows -> rows.forward(b.input(0), b.input(1), b.output(0)));
    } else if (operation instanceof Operation.WinogradFilterGradient gradient) {
      return rows(operation, b.input(0).size(2), gradient.packed())
          .map(rows -> rows.filterGradient(b.input(0), b.input(1), b.output(0)));
    }
    return Optional.empty();
  }

  /** How the six kernels are packed; empty for anything else. */
  Optional<Packing> packing(Operation operation, int operand, long batch) {
    boolean read = operation instanceof Operation.WinogradProduct && operand == 1;
    boolean written =
        operation instanceof Operation.WinogradFilterGradient && operand == Packing.RESULT;
    return read || written
        ? rows(operation, batch, true)
            .map(rows -> read ? rows.forwardKernel() : rows.gradientKernel())
            .map(one -> new Packing(operation.toString(), List.of(length(one))))
        : Optional.empty();
  }

  private static long length(memory.desc one) {
    return Winograd.POINTS * one.get_size() / Float.BYTES;
  }

  private Optional<RowConvolutions> rows(Operation operation, long batch, boolean packed) {
    if (operation instanceof Operation.WinogradProduct p) {
      return Optional.of(new RowConvolutions(device, p.geometry(), batch, p.adjoint(), packed));
    }
    return operation instanceof Operation.WinogradFilterGradient g
        ? Optional.of(new RowConvolutions(device, g.geometry(), batch, false, packed))
        : Optional.empty();
  }

  private Kernel pack(memory.desc from, INDArray source, memory.desc to, INDArray target) {
    List<Kernel> calls = new ArrayList<>();
    for (int i = 0; i < Winograd.POINTS; i++) {
      memory read = device.wrap(from, source, i * (source.length() / Winograd.POINTS));
      memory written = device.wrap(to, target, i * (target.length() / Winograd.POINTS));
      calls.add(device.reorder(read, written));
    }
    return Device.all(calls);
  }

  /** Rows outside the image are zeros: their columns of the matrix are left out. */
  private Kernel images(INDArray images, INDArray tiles) {
    Sizes s = Sizes.of(images);
    List<Kernel> calls = new ArrayList<>();
    for (int tile = 0; tile < s.tiles(); tile++) {
      int above = Winograd.TILE * tile - 1;
      int from = Math.max(0, above);
      int to = Math.min((int) s.height(), above + Winograd.POINTS);
      float[][] matrix = columns(Winograd.images(), from - above, to - above);
      calls.add(products().call(matrix, s.rows(images, from, to - from), s.points(tiles, tile)));
    }
    return Device.all(calls);
  }

  private Kernel errors(INDArray errors, INDArray tiles) {
    Sizes s = Sizes.of(errors);
    float[][] matrix = Winograd.transposed(Winograd.results());
    List<Kernel> calls = new ArrayList<>();
    for (int tile = 0; tile < s.tiles(); tile++) {
      Block rows = s.rows(errors, (long) Winograd.TILE * tile, Winograd.TILE);
      calls.add(products().call(matrix, rows, s.points(tiles, tile)));
    }
    return Device.all(calls);
  }

  private Kernel result(Operation.WinogradResult operation, BoundBuffers b) {
    INDArray images = b.output(0);
    Sizes s = Sizes.of(images);
    List<Kernel> calls = new ArrayList<>();
    for (int tile = 0; tile < s.tiles(); tile++) {
      int from = Winograd.TILE * tile;
      SmallProducts products = products();
      int next = 1;
      if (operation.epilogue().bias()) {
        products.add(s.row(b.input(next++)));
      }
      if (operation.epilogue().residual()) {
        products.add(s.rows(b.input(next), from, Winograd.TILE));
      }
      if (operation.epilogue().relu()) {
        products.rectify();
      }
      Block rows = s.rows(images, from, Winograd.TILE);
      calls.add(products.call(Winograd.results(), s.points(b.input(0), tile), rows));
    }
    return Device.all(calls);
  }

  /** Turning exchanges the first and last rows, by the matrix, and the first and last columns. */
  private Kernel kernel(boolean turned, INDArray kernel, INDArray six) {
    long pairs = kernel.size(2) * kernel.size(3);
    float[][] matrix = Winograd.kernels();
    if (!turned) {
      return products()
          .call(matrix, block(kernel, Winograd.TAPS, 3 * pairs), block(six, 6, 3 * pairs));
    }
    for (float[] row : matrix) {
      float first = row[0];
      row[0] = row[2];
      row[2] = first;
    }
    List<Kernel> calls = new ArrayList<>();
    for (int column = 0; column < Winograd.TAPS; column++) {
      Block source = new Block(kernel, column * pairs, 1, 3, pairs, 0, 3 * pairs);
      Block target = new Block(six, (2 - column) * pairs, 1, 6, pairs, 0, 3 * pairs);
      calls.add(products().call(matrix, source, target));
    }
    return Device.all(calls);
  }

  private Kernel kernelGradient(INDArray six, INDArray gradient) {
    long length = gradient.length() / Winograd.TAPS;
    float[][] matrix = Winograd.transposed(Winograd.kernels());
    return products()
        .call(matrix, block(six, Winograd.POINTS, length), block(gradient, Winograd.TAPS, length));
  }

  private SmallProducts products() {
    return new SmallProducts(device);
  }

  private static Block block(INDArray array, long count, long length) {
    return new Block(array, 0, 1, count, length, 0, length);
  }

  private static float[][] columns(float[][] matrix, int from, int to) {
    float[][] result = new float[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      result[i] = java.util.Arrays.copyOfRange(matrix[i], from, to);
    }
    return result;
  }

  /** The layout of images and of their tiles. */
  private record Sizes(long batch, long height, long columns) {

    static Sizes of(INDArray images) {
      return new Sizes(images.size(0), images.size(1), images.size(2) * images.size(3));
    }

    long tiles() {
      return height / Winograd.TILE;
    }

    Block rows(INDArray images, long from, long count) {
      return new Block(images, from * columns, batch, count, columns, height * columns, columns);
    }

    Block points(INDArray tiled, long tile) {
      long point = tiles() * batch * columns;
      return new Block(
          tiled, tile * batch * columns, batch, Winograd.POINTS, columns, columns, point);
    }

    Block row(INDArray repeated) {
      return new Block(repeated, 0, 1, 1, columns, columns, columns);
    }
  }
}
