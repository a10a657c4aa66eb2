// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Winograd;
import org.retrograde.engine.kernel.onednn.SmallProducts.Block;

/**
 * A convolution by Winograd's method, one row of tiles of all images at a time, so that tiles stay
 * in the caches between their making and their use.
 */
final class WinogradConvolution {

  private final Device device;
  private final Operation.WinogradConvolution operation;
  private final BoundBuffers buffers;
  private final ImageRows sources;
  private final ImageRows results;

  WinogradConvolution(
      Device device, Operation.WinogradConvolution operation, BoundBuffers buffers) {
    this.device = device;
    this.operation = operation;
    this.buffers = buffers;
    sources = ImageRows.of(buffers.input(0));
    results = ImageRows.of(buffers.output(0));
  }

  Kernel kernel() {
    INDArray scratch = buffers.output(1);
    long half = sources.pointsLength();
    Kernel multiply =
        new RowConvolutions(device, operation.geometry(), sources.batch(), operation.adjoint())
            .forward(scratch, buffers.input(1), 0, half);
    List<Kernel> calls = new ArrayList<>();
    for (int tile = 0; tile < sources.tiles(); tile++) {
      calls.add(sources.cut(device, buffers.input(0), tile, sources.ownPoints(scratch, 0)));
      calls.add(multiply);
      calls.add(join(results.ownPoints(scratch, half), (long) Winograd.TILE * tile));
    }
    return Device.all(calls);
  }

  /** Four rows of results from six products, with the epilogue. */
  private Kernel join(Block points, long from) {
    SmallProducts products = new SmallProducts(device);
    Epilogue epilogue = operation.epilogue();
    if (epilogue.bias()) {
      long columns = results.columns();
      products.add(new Block(buffers.input(2), 0, 1, 1, columns, columns, columns));
    }
    if (epilogue.residual()) {
      INDArray residual = buffers.input(epilogue.residualPlace());
      products.add(results.block(residual, from, Winograd.TILE));
    }
    if (epilogue.relu()) {
      products.rectify();
    }
    Block rows = results.block(buffers.output(0), from, Winograd.TILE);
    return products.call(Winograd.results(), points, rows);
  }
}
