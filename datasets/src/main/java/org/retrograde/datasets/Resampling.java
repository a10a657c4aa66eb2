// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.graph.ImageShape;

/**
 * Resizes images of bytes as Pillow's {@code resize} does with {@code BILINEAR}: weights fall
 * linearly with the distance between pixel centres, over as many pixels as go into one where the
 * image is made smaller, so that nothing is skipped. Rows come first, then columns, and either
 * result is rounded to a byte, half up.
 */
final class Resampling {

  private final ImageShape from;
  private final int height;
  private final int width;
  private final Axis down;
  private final Axis right;

  Resampling(ImageShape from, int height, int width) {
    this.from = from;
    this.height = height;
    this.width = width;
    this.down = Axis.of(from.height(), height);
    this.right = Axis.of(from.width(), width);
  }

  /** Resizes pixels {@code [height, width, channels]}. */
  byte[] resize(byte[] pixels) {
    int channels = from.channels();
    byte[] wide = new byte[from.height() * width * channels];
    for (int y = 0; y < from.height(); y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          wide[(y * width + x) * channels + c] =
              right.mean(x, pixels, y * from.width() * channels + c, channels);
        }
      }
    }
    int row = width * channels;
    byte[] result = new byte[height * row];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row; i++) {
        result[y * row + i] = down.mean(y, wide, i, row);
      }
    }
    return result;
  }

  /** By the place along an axis of the result, what it is the mean of. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Axis(int[] first, double[][] weights) {

    static Axis of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      int[] first = new int[to];
      double[][] weights = new double[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        weights[i] = weights(end - first[i], centre - first[i], reach);
      }
      return new Axis(first, weights);
    }

    private static double[] weights(int count, double centre, double reach) {
      double[] weights = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        weights[i] = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / reach);
        sum += weights[i];
      }
      for (int i = 0; i < count; i++) {
        weights[i] /= sum;
      }
      return weights;
    }

    byte mean(int place, byte[] pixels, int start, int step) {
      double sum = 0.5;
      for (int i = 0; i < weights[place].length; i++) {
        sum += weights[place][i] * Byte.toUnsignedInt(pixels[start + (first[place] + i) * step]);
      }
      return (byte) Math.min(255, (int) sum);
    }
  }
}
