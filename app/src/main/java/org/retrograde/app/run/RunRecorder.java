// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.retrograde.api.result.Evaluation;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.DiagnosticsRecord;
import org.retrograde.engine.train.StepRecord;
import org.retrograde.engine.train.TrainingListener;

/** Writes down what happens during a training, and passes it on to who watches. */
final class RunRecorder implements TrainingListener {

  /** Where things are written. */
  record Files(MetricsLog metrics, Checkpoints checkpoints, RunLog log) {}

  /** What goes into every checkpoint. */
  record CheckpointSettings(String configHash, int keep) {}

  private final Files files;
  private final CheckpointSettings settings;
  private final Outcome outcome;
  private final RunObserver observer;
  private final BooleanSupplier stop;

  RunRecorder(
      Files files,
      CheckpointSettings settings,
      Outcome outcome,
      RunObserver observer,
      BooleanSupplier stop) {
    this.files = files;
    this.settings = settings;
    this.outcome = outcome;
    this.observer = observer;
    this.stop = stop;
  }

  @Override
  public void steps(StepRecord record) {
    outcome.reached(record.step());
    files.metrics().steps(record);
    observer.steps(record);
  }

  @Override
  public void running(StepRecord soFar) {
    observer.running(soFar);
  }

  @Override
  public void aligned(AlignmentRecord record) {
    files.metrics().alignment(record);
    observer.aligned(record);
  }

  @Override
  public void diagnosed(DiagnosticsRecord record) {
    files.metrics().diagnostics(record);
  }

  @Override
  public void evaluated(long step, long epoch, Evaluation evaluation) {
    files.metrics().evaluation(step, epoch, evaluation);
    files
        .log()
        .line(
            String.format(
                Locale.ROOT,
                "epoch %d, step %d: test loss %.4f, accuracy %.4f",
                epoch,
                step,
                evaluation.loss(),
                evaluation.top1()));
    observer.evaluated(step, epoch, evaluation);
  }

  @Override
  public void checkpoint(Snapshot snapshot) {
    Checkpoint checkpoint = new Checkpoint(snapshot, files.metrics().sync(), outcome.wallSeconds());
    Path file = files.checkpoints().write(checkpoint, settings.configHash(), settings.keep());
    files.log().line("checkpoint after step " + snapshot.step());
    observer.checkpoint(snapshot.step(), file);
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }
}
