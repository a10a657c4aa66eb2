// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.result.Evaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;

/** Keeps warnings. */
final class SilentObserver implements RunObserver {

  private final List<String> warnings = new ArrayList<>();

  List<String> warnings() {
    return warnings;
  }

  @Override
  public void started(Experiment run, Path folder, TrainingFacts facts, long step) {}

  @Override
  public void steps(StepRecord record) {}

  @Override
  public void aligned(AlignmentRecord record) {}

  @Override
  public void evaluated(long step, long epoch, Evaluation evaluation) {}

  @Override
  public void checkpoint(long step, Path file) {}

  @Override
  public void warning(String line) {
    warnings.add(line);
  }

  @Override
  public void ended(Path folder, RunSummary summary) {}
}
