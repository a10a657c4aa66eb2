// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.train.TrainingListener;
import org.retrograde.engine.train.TrainingResult;

/** A training that is ready to go. */
public interface Training extends AutoCloseable {

  /**
   * Returns what is known beforehand.
   *
   * @return the facts
   */
  TrainingFacts facts();

  /**
   * Continues from a snapshot instead of from the beginning.
   *
   * @param snapshot the snapshot
   * @throws org.retrograde.api.error.RetrogradeException if it is of another architecture
   */
  void restore(Snapshot snapshot);

  /**
   * Trains.
   *
   * @param listener is told what happens, and asked whether to stop
   * @return the outcome
   */
  TrainingResult run(TrainingListener listener);

  @Override
  void close();
}
