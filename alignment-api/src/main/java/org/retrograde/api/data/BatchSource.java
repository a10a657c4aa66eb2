// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

/** The batches of a split, in an order that depends on the seed and the epoch alone. */
public interface BatchSource {

  /**
   * Returns the number of images in each batch.
   *
   * @return the batch size
   */
  int batchSize();

  /**
   * Returns the number of batches in an epoch.
   *
   * @return at least 1
   */
  int batchesPerEpoch();

  /**
   * Starts a walk.
   *
   * @param epoch the epoch, from 0
   * @param firstBatch the first batch wanted, from 0, as when resuming in the middle of an epoch
   * @return the walk; the caller closes it
   */
  BatchCursor open(long epoch, int firstBatch);
}
