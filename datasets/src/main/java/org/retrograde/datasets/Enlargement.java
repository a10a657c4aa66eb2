// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.data.Split;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;

/**
 * Enlarges images to squares by bilinear interpolation between pixel centres, edges continued.
 *
 * <p>Rows come first, then columns, and either result is rounded to a byte, half up: this is what
 * Pillow's {@code resize} does with {@code BILINEAR}, and hence torchvision's {@code Resize} with
 * such images.
 */
final class Enlargement {

  private static final double FULL_SCALE = 255;

  private final ImageShape from;
  private final int side;
  private final float[] image;
  private final int[] wide;

  private Enlargement(ImageShape from, int side) {
    this.from = from;
    this.side = side;
    this.image = new float[from.size()];
    this.wide = new int[from.height() * side * from.channels()];
  }

  /**
   * Returns the same images, enlarged.
   *
   * @throws RetrogradeException if an image is higher or wider than the side, or the images do not
   *     fit into one array
   */
  static InMemorySplit of(Split split, int side) {
    requireLarger(split.shape(), side);
    ImageShape shape = new ImageShape(side, side, split.shape().channels());
    byte[] pixels = new byte[requireFits(split, shape)];
    byte[] labels = new byte[split.size()];
    Enlargement enlargement = new Enlargement(split.shape(), side);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) split.label(i);
      split.copyImage(i, enlargement.image, 0);
      enlargement.write(pixels, i * shape.size());
    }
    return new InMemorySplit(shape, pixels, labels);
  }

  private void write(byte[] target, int offset) {
    int channels = from.channels();
    for (int y = 0; y < from.height(); y++) {
      for (int x = 0; x < side; x++) {
        for (int c = 0; c < channels; c++) {
          wide[(y * side + x) * channels + c] = alongRow(y, x, c);
        }
      }
    }
    for (int y = 0; y < side; y++) {
      for (int i = 0; i < side * channels; i++) {
        target[offset + y * side * channels + i] = (byte) alongColumn(y, i);
      }
    }
  }

  private int alongRow(int y, int x, int channel) {
    double place = place(x, from.width());
    int left = (int) Math.floor(place);
    return between(
        pixel(y, inside(left, from.width()), channel),
        pixel(y, inside(left + 1, from.width()), channel),
        place - left);
  }

  private int alongColumn(int y, int i) {
    int rowSize = side * from.channels();
    double place = place(y, from.height());
    int above = (int) Math.floor(place);
    return between(
        wide[inside(above, from.height()) * rowSize + i],
        wide[inside(above + 1, from.height()) * rowSize + i],
        place - above);
  }

  private double pixel(int y, int x, int channel) {
    return Math.rint(image[(y * from.width() + x) * from.channels() + channel] * FULL_SCALE);
  }

  /** Where the centre of an enlarged pixel lies, counted in centres of the original ones. */
  private double place(int index, int length) {
    return (index + 0.5) * length / side - 0.5;
  }

  private static int between(double first, double second, double fraction) {
    return (int) (first * (1 - fraction) + second * fraction + 0.5);
  }

  private static int inside(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  private static void requireLarger(ImageShape shape, int side) {
    if (side < Math.max(shape.height(), shape.width())) {
      throw RetrogradeException.usage(
          new Problem(
              "dataset.resize",
              side + " pixels for images of " + shape.height() + " x " + shape.width(),
              "at least " + Math.max(shape.height(), shape.width()),
              "raise it, or leave it out: images are enlarged only"));
    }
  }

  private static int requireFits(Split split, ImageShape shape) {
    long bytes = (long) split.size() * shape.size();
    if (bytes > Integer.MAX_VALUE - Long.BYTES) {
      throw RetrogradeException.usage(
          new Problem(
              "dataset.resize",
              bytes + " bytes for " + split.size() + " images",
              "less than 2 GiB",
              "lower it, or take fewer images"));
    }
    return (int) bytes;
  }
}
