// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;

/** Images in batches of two, the last of which is filled up. */
record FewImages(int images, int pixels, int classes) implements BatchSource {

  private static final int BATCH = 2;

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public int batchesPerEpoch() {
    return (images + BATCH - 1) / BATCH;
  }

  @Override
  public BatchCursor open(long epoch, int firstBatch) {
    return new BatchCursor() {
      private int next = firstBatch * BATCH;

      @Override
      public Optional<Batch> next() {
        if (next >= images) {
          return Optional.empty();
        }
        int valid = Math.min(BATCH, images - next);
        Batch batch = batch(next, BATCH, valid);
        next += BATCH;
        return Optional.of(batch);
      }

      @Override
      public void close() {}
    };
  }

  /** The first images, again from the start after the last. */
  static Batch first(int images, int pixels, int classes, int wanted) {
    FewImages source = new FewImages(images, pixels, classes);
    Batch batch = new Batch(new float[wanted * pixels], new int[wanted], wanted);
    for (int i = 0; i < wanted; i++) {
      source.write(i % images, batch, i);
    }
    return batch;
  }

  private Batch batch(int start, int size, int valid) {
    Batch batch = new Batch(new float[size * pixels], new int[size], valid);
    for (int i = 0; i < valid; i++) {
      write(start + i, batch, i);
    }
    return batch;
  }

  private void write(int image, Batch batch, int place) {
    for (int i = 0; i < pixels; i++) {
      batch.images()[place * pixels + i] = (float) Math.sin(1.7 * image + 0.9 * i * (image + 1));
    }
    batch.labels()[place] = image % classes;
  }
}
