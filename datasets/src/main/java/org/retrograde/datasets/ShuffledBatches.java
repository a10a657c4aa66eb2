// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;

/**
 * Training batches: every epoch in a new order, augmented, normalised, and prepared ahead of use by
 * a thread.
 *
 * <p>Contents are a function of split, settings, seed, epoch and the batch's number alone, so a
 * walk may start anywhere. The images that do not fill a last batch are left out of that epoch.
 */
public final class ShuffledBatches implements BatchSource {

  private final Split split;
  private final Normalization normalization;
  private final Augmentation augmentation;
  private final int batchSize;
  private final long seed;

  /**
   * Batches of a split.
   *
   * @param split the training images
   * @param normalization what is subtracted and divided by, one mean and deviation for each channel
   * @param augmentation how images are varied
   * @param batchSize the number of images in each batch, at least 1
   * @param seed the seed of the run
   * @throws RetrogradeException if there are fewer images than a batch takes, or the crop could
   *     miss the image
   */
  public ShuffledBatches(
      Split split,
      Normalization normalization,
      Augmentation augmentation,
      int batchSize,
      long seed) {
    BatchChecks.requireFits(split, normalization, batchSize);
    requireEnoughImages(split, batchSize);
    requireCropHitsImage(split, augmentation);
    this.split = split;
    this.normalization = normalization;
    this.augmentation = augmentation;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public int batchesPerEpoch() {
    return split.size() / batchSize;
  }

  @Override
  public BatchCursor open(long epoch, int firstBatch) {
    BatchChecks.requireStart(epoch, firstBatch, batchesPerEpoch());
    BatchFiller filler = filler(epoch);
    return PrefetchCursor.open(
        filler, firstBatch, batchesPerEpoch(), batchSize, split.shape().size());
  }

  /** What prepares an epoch's batches, on whatever thread calls it. */
  BatchFiller filler(long epoch) {
    return new ShuffledFiller(
        split,
        new ImageWriter(split, normalization),
        augmentation,
        RandomStream.of(seed, "order", epoch).permutation(split.size()),
        RandomStream.of(seed, "augmentation", epoch));
  }

  private static void requireEnoughImages(Split split, int batchSize) {
    if (batchSize > split.size()) {
      throw RetrogradeException.usage(
          new Problem(
              "training.batchSize",
              Integer.toString(batchSize),
              "at most " + split.size() + ", the number of training images",
              "lower it, or train on more images"));
    }
  }

  private static void requireCropHitsImage(Split split, Augmentation augmentation) {
    int side = Math.min(split.shape().height(), split.shape().width());
    if (augmentation.padCrop() >= side) {
      throw RetrogradeException.usage(
          new Problem(
              "augmentation.padCrop",
              augmentation.padCrop() + " pixels",
              "less than the image's shorter side of " + side,
              "lower it: such a crop could show nothing of the image"));
    }
  }
}
