// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import org.retrograde.api.result.Evaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;

/** Watches runs, to show how they get on. */
public interface RunObserver {

  /**
   * A run begins or goes on.
   *
   * @param run the experiment, with one rule and one seed
   * @param folder its folder
   * @param facts what is known beforehand
   * @param step the number of steps done before, 0 unless resumed
   */
  void started(Experiment run, Path folder, TrainingFacts facts, long step);

  /**
   * Some steps were done.
   *
   * @param record what happened since the last record
   */
  void steps(StepRecord record);

  /**
   * Training goes on; told about once a second, for display only.
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
   * The test images were classified.
   *
   * @param step the number of steps done
   * @param epoch the number of epochs done
   * @param evaluation the result
   */
  void evaluated(long step, long epoch, Evaluation evaluation);

  /**
   * A checkpoint was written.
   *
   * @param step the number of steps done
   * @param file the file
   */
  void checkpoint(long step, Path file);

  /**
   * Something needs attention but does not end the run.
   *
   * @param line one line
   */
  void warning(String line);

  /**
   * A run ended.
   *
   * @param folder its folder
   * @param summary the outcome
   */
  void ended(Path folder, RunSummary summary);
}
