// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.List;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;

/**
 * Writes images of a split into a batch: moved, mirrored and normalised. Has a scratch image: one
 * thread only. The normalisation has the split's number of channels.
 */
final class ImageWriter {

  private final Split split;
  private final ImageShape shape;
  private final float[] mean;
  private final float[] deviation;
  private final float[] black;
  private final float[] image;

  ImageWriter(Split split, Normalization normalization) {
    this.split = split;
    this.shape = split.shape();
    this.mean = floats(normalization.mean());
    this.deviation = floats(normalization.deviation());
    this.image = new float[shape.size()];
    this.black = new float[shape.channels()];
    normalize(black, 0, black.length);
  }

  /**
   * Writes an image.
   *
   * @param index the image
   * @param down pixels by which its contents move down; what moves in is black
   * @param right pixels by which its contents move right, before mirroring
   * @param mirrored whether left and right are exchanged
   * @param target the batch
   * @param offset the place of the first value
   */
  void write(int index, int down, int right, boolean mirrored, float[] target, int offset) {
    if (down == 0 && right == 0 && !mirrored) {
      split.copyImage(index, target, offset);
      normalize(target, offset, shape.size());
      return;
    }
    split.copyImage(index, image, 0);
    normalize(image, 0, image.length);
    int rowSize = shape.width() * shape.channels();
    for (int y = 0; y < shape.height(); y++) {
      writeRow(y - down, right, mirrored, target, offset + y * rowSize);
    }
  }

  private void normalize(float[] values, int offset, int length) {
    for (int channel = 0; channel < mean.length; channel++) {
      float center = mean[channel];
      float scale = deviation[channel];
      for (int i = offset + channel; i < offset + length; i += mean.length) {
        values[i] = (values[i] - center) / scale;
      }
    }
  }

  private void writeRow(int sourceRow, int right, boolean mirrored, float[] target, int offset) {
    int width = shape.width();
    boolean inside = sourceRow >= 0 && sourceRow < shape.height();
    for (int x = 0; x < width; x++) {
      int column = (mirrored ? width - 1 - x : x) - right;
      boolean visible = inside && column >= 0 && column < width;
      float[] source = visible ? image : black;
      int start = visible ? (sourceRow * width + column) * black.length : 0;
      for (int channel = 0; channel < black.length; channel++) {
        target[offset + x * black.length + channel] = source[start + channel];
      }
    }
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
