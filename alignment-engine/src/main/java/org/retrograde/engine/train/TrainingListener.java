// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.retrograde.api.result.Evaluation;
import org.retrograde.engine.checkpoint.Snapshot;

/** Is told what happens during training, on the training thread. */
public interface TrainingListener {

  /**
   * Some steps were done.
   *
   * @param record what happened since the last record
   */
  void steps(StepRecord record);

  /**
   * Training goes on; told after a step, at least a second after the last time, for display only.
   *
   * @param soFar what happened since the last record
   */
  default void running(StepRecord soFar) {}

  /**
   * Angles and norms were measured.
   *
   * @param record the measurement
   */
  void aligned(AlignmentRecord record);

  /**
   * A fixed batch was measured.
   *
   * @param record the measurements
   */
  default void diagnosed(DiagnosticsRecord record) {}

  /**
   * The test images were classified, at the end of an epoch.
   *
   * @param step the number of steps done
   * @param epoch the number of epochs done
   * @param evaluation the result
   */
  void evaluated(long step, long epoch, Evaluation evaluation);

  /**
   * A snapshot was taken; it does not change afterwards.
   *
   * @param snapshot the snapshot
   */
  void checkpoint(Snapshot snapshot);

  /**
   * Asked before every step: whether to stop after a last snapshot.
   *
   * @return true to stop
   */
  boolean stopRequested();
}
