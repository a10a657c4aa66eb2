// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Arrays;
import java.util.Optional;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;

/** The first images of a source's first epoch, again from the start if there are too few. */
final class FixedBatch {

  private FixedBatch() {}

  /** A batch of that many images, all valid, in arrays of its own. */
  static Batch of(BatchSource source, int size) {
    float[] images = new float[0];
    int[] labels = new int[size];
    int filled = 0;
    try (BatchCursor cursor = source.open(0, 0)) {
      Optional<Batch> next = cursor.next();
      while (filled < size && next.isPresent()) {
        Batch batch = next.get();
        int pixels = batch.images().length / batch.labels().length;
        int taken = Math.min(batch.valid(), size - filled);
        images = Arrays.copyOf(images, size * pixels);
        System.arraycopy(batch.images(), 0, images, filled * pixels, taken * pixels);
        System.arraycopy(batch.labels(), 0, labels, filled, taken);
        filled += taken;
        next = filled < size ? cursor.next() : Optional.empty();
      }
    }
    repeat(images, labels, filled);
    return new Batch(images, labels, size);
  }

  private static void repeat(float[] images, int[] labels, int filled) {
    if (filled == 0) {
      throw new IllegalArgumentException("there is no image to measure with");
    }
    int pixels = images.length / labels.length;
    for (int i = filled; i < labels.length; i++) {
      System.arraycopy(images, (i - filled) * pixels, images, i * pixels, pixels);
      labels[i] = labels[i - filled];
    }
  }
}
