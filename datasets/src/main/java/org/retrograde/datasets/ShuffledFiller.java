// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.data.Split;
import org.retrograde.api.random.RandomStream;

/** Prepares the batches of one epoch in a given order, with augmentation. */
final class ShuffledFiller implements BatchFiller {

  // Down, right, mirrored: a fixed number, so that the stream can be entered at any image.
  private static final int DRAWS_PER_IMAGE = 3;

  private final Split split;
  private final int imageSize;
  private final ImageWriter writer;
  private final Augmentation augmentation;
  private final int[] order;
  private final RandomStream stream;

  ShuffledFiller(
      Split split,
      ImageWriter writer,
      Augmentation augmentation,
      int[] order,
      RandomStream stream) {
    this.split = split;
    this.imageSize = split.shape().size();
    this.writer = writer;
    this.augmentation = augmentation;
    this.order = order;
    this.stream = stream;
  }

  @Override
  public int fill(int batch, float[] images, int[] labels) {
    int first = batch * labels.length;
    stream.moveTo((long) first * DRAWS_PER_IMAGE);
    for (int i = 0; i < labels.length; i++) {
      int index = order[first + i];
      labels[i] = split.label(index);
      int down = shift();
      int right = shift();
      boolean mirrored = stream.nextInt(2) == 1 && augmentation.flip();
      writer.write(index, down, right, mirrored, images, i * imageSize);
    }
    return labels.length;
  }

  private int shift() {
    return stream.nextInt(2 * augmentation.padCrop() + 1) - augmentation.padCrop();
  }
}
