// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

/** Prepares the batches of one walk; used by one thread at a time. */
@FunctionalInterface
interface BatchFiller {

  /**
   * Prepares a batch.
   *
   * @param batch the batch, from 0
   * @param images all of it is overwritten
   * @param labels all of it is overwritten
   * @return how many of the images count
   */
  int fill(int batch, float[] images, int[] labels);
}
