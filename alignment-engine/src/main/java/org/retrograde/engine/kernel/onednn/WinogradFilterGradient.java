// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Winograd;
import org.retrograde.engine.kernel.onednn.SmallProducts.Block;

/**
 * A filter gradient by Winograd's method, one part of the batch at a time, for the caches' sake.
 */
final class WinogradFilterGradient {

  private final Device device;
  private final Operation.WinogradFilterGradient operation;
  private final BoundBuffers buffers;
  private final List<Kernel> calls = new ArrayList<>();

  WinogradFilterGradient(
      Device device, Operation.WinogradFilterGradient operation, BoundBuffers buffers) {
    this.device = device;
    this.operation = operation;
    this.buffers = buffers;
  }

  Kernel kernel() {
    INDArray x = buffers.input(0);
    INDArray d = buffers.input(1);
    INDArray scratch = buffers.output(1);
    RowConvolutions rows = new WinogradKernels(device).rows(operation, x.size(0));
    for (int i = 0; i < operation.parts(); i++) {
      ImageRows images = ImageRows.of(x).part(i, operation.parts());
      ImageRows errors = ImageRows.of(d).part(i, operation.parts());
      long half = images.tiles() * images.pointsLength();
      for (int tile = 0; tile < images.tiles(); tile++) {
        calls.add(images.cut(device, x, tile, images.points(scratch, 0, tile)));
        calls.add(spread(errors, tile, errors.points(scratch, half, tile)));
      }
      long first = (long) i * Winograd.POINTS;
      calls.add(rows.filterGradient(scratch, 0, half, buffers.output(0), first));
    }
    return Device.all(calls);
  }

  /** Six points from four rows of errors. */
  private Kernel spread(ImageRows errors, int tile, Block target) {
    float[][] matrix = Winograd.transposed(Winograd.results());
    Block four = errors.block(buffers.input(1), (long) Winograd.TILE * tile, Winograd.TILE);
    return new SmallProducts(device).call(matrix, four, target);
  }
}
