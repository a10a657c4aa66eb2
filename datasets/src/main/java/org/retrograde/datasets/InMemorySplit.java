// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.security.MessageDigest;
import java.util.Arrays;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;

/**
 * Images as unsigned bytes, {@code [image, height, width, channel]}; 255 reads as 1. Never changed.
 */
final class InMemorySplit implements Split {

  private static final float FULL_SCALE = 255;

  private final ImageShape shape;
  private final byte[] pixels;
  private final byte[] labels;

  /** Takes the arrays over without copying them. */
  InMemorySplit(ImageShape shape, byte[] pixels, byte[] labels) {
    if (labels.length < 1 || pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          pixels.length + " pixels are not " + labels.length + " images of " + shape);
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int label(int index) {
    return Byte.toUnsignedInt(labels[index]);
  }

  @Override
  public void copyImage(int index, float[] target, int offset) {
    int size = shape.size();
    int start = index * size;
    for (int i = 0; i < size; i++) {
      target[offset + i] = Byte.toUnsignedInt(pixels[start + i]) / FULL_SCALE;
    }
  }

  /** Returns the first images. */
  InMemorySplit first(int count) {
    return count == size()
        ? this
        : new InMemorySplit(
            shape, Arrays.copyOf(pixels, count * shape.size()), Arrays.copyOf(labels, count));
  }

  /** Counts how often each value, from 0 to 255, occurs in a channel. */
  long[] histogram(int channel) {
    long[] counts = new long[1 << Byte.SIZE];
    for (int i = channel; i < pixels.length; i += shape.channels()) {
      counts[Byte.toUnsignedInt(pixels[i])]++;
    }
    return counts;
  }

  /** Adds all pixels to a digest. */
  void addPixels(MessageDigest digest) {
    digest.update(pixels);
  }

  /** Adds all labels to a digest. */
  void addLabels(MessageDigest digest) {
    digest.update(labels);
  }
}
