// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;

/**
 * Test batches: all images in the split's order, normalised, and prepared ahead of use by a thread.
 *
 * <p>The last batch is filled up with copies of the last image, which {@link
 * org.retrograde.api.data.Batch#valid} does not count. Every epoch is the same.
 */
public final class OrderedBatches implements BatchSource {

  private final Split split;
  private final Normalization normalization;
  private final int batchSize;

  /**
   * Batches of a split.
   *
   * @param split the test images
   * @param normalization what is subtracted and divided by, the training images' statistics
   * @param batchSize the number of images in each batch, at least 1; it may exceed the number of
   *     images
   */
  public OrderedBatches(Split split, Normalization normalization, int batchSize) {
    BatchChecks.requireFits(split, normalization, batchSize);
    this.split = split;
    this.normalization = normalization;
    this.batchSize = batchSize;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public int batchesPerEpoch() {
    return (split.size() - 1) / batchSize + 1;
  }

  @Override
  public BatchCursor open(long epoch, int firstBatch) {
    BatchChecks.requireStart(epoch, firstBatch, batchesPerEpoch());
    ImageWriter writer = new ImageWriter(split, normalization);
    int imageSize = split.shape().size();
    BatchFiller filler = (batch, images, labels) -> fill(writer, batch, images, labels);
    return PrefetchCursor.open(filler, firstBatch, batchesPerEpoch(), batchSize, imageSize);
  }

  private int fill(ImageWriter writer, int batch, float[] images, int[] labels) {
    int first = batch * batchSize;
    int last = split.size() - 1;
    for (int i = 0; i < batchSize; i++) {
      int index = i <= last - first ? first + i : last;
      labels[i] = split.label(index);
      writer.write(index, 0, 0, false, images, i * split.shape().size());
    }
    return Math.min(batchSize, split.size() - first);
  }
}
