// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;

/** Checks that both kinds of batches share. */
final class BatchChecks {

  private BatchChecks() {}

  static void requireFits(Split split, Normalization normalization, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has at least 1 image, found " + batchSize);
    }
    int channels = split.shape().channels();
    if (normalization.mean().size() != channels) {
      throw new IllegalArgumentException(
          "one mean for each of " + channels + " channels, found " + normalization.mean());
    }
  }

  static void requireStart(long epoch, int firstBatch, int batchesPerEpoch) {
    if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch) {
      throw new IllegalArgumentException(
          "epochs start at 0 and batches go from 0 to "
              + batchesPerEpoch
              + ", found epoch "
              + epoch
              + ", batch "
              + firstBatch);
    }
  }
}
