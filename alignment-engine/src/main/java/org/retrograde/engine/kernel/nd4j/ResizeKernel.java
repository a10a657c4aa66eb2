// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ImageFunction;
import org.retrograde.engine.kernel.Kernel;

/** Interpolation, one row of pixels after the other, and its adjoint. ND4J has no adjoint. */
final class ResizeKernel implements Kernel {

  private final ChannelRow from;
  private final ChannelRow to;
  private final float[][] rows;
  private final float[][] columns;
  private final int batch;
  private final int channels;
  private final boolean adjoint;

  ResizeKernel(ImageFunction.Resize resize, boolean adjoint, INDArray x, INDArray y) {
    from = new ChannelRow(x);
    to = new ChannelRow(y);
    rows = resize.rows();
    columns = resize.columns();
    batch = Math.toIntExact(x.size(0));
    channels = Math.toIntExact(x.size(3));
    this.adjoint = adjoint;
  }

  @Override
  public void run() {
    double[] source = from.load();
    double[] target = to.values();
    Arrays.fill(target, 0);
    for (int image = 0; image < batch; image++) {
      for (int i = 0; i < rows.length; i++) {
        for (int k = 0; k < rows[i].length; k++) {
          if (rows[i][k] != 0) {
            row(source, target, image * rows.length + i, image * rows[i].length + k, rows[i][k]);
          }
        }
      }
    }
    to.store();
  }

  private void row(double[] source, double[] target, int large, int small, double weight) {
    for (int j = 0; j < columns.length; j++) {
      for (int l = 0; l < columns[j].length; l++) {
        if (columns[j][l] != 0) {
          int resized = (large * columns.length + j) * channels;
          int original = (small * columns[j].length + l) * channels;
          add(source, target, resized, original, weight * columns[j][l]);
        }
      }
    }
  }

  private void add(double[] source, double[] target, int resized, int original, double weight) {
    int read = adjoint ? resized : original;
    int write = adjoint ? original : resized;
    for (int c = 0; c < channels; c++) {
      target[write + c] += weight * source[read + c];
    }
  }
}
