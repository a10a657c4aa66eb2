// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

import java.util.Optional;

/** A walk through the batches of one epoch. Closing ends whatever prefetching goes on. */
public interface BatchCursor extends AutoCloseable {

  /**
   * Returns the next batch.
   *
   * @return the batch, empty after the last
   */
  Optional<Batch> next();

  @Override
  void close();
}
