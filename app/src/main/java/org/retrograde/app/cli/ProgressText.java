// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.Locale;
import org.retrograde.app.run.TrainingFacts;
import org.retrograde.engine.train.StepRecord;

/** The line that is updated while a network trains. */
final class ProgressText {

  private ProgressText() {}

  static String of(StepRecord record, TrainingFacts facts) {
    long epochs = facts.totalSteps() / facts.stepsPerEpoch();
    double rate = facts.batchSize() / record.secondsPerStep();
    double left = (facts.totalSteps() - record.step()) * record.secondsPerStep();
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  step %d/%d  loss %s  accuracy %s  %s images/s  %s left",
        Math.min(epochs, (record.step() - 1) / facts.stepsPerEpoch() + 1),
        epochs,
        record.step(),
        facts.totalSteps(),
        Numbers.fixed(record.loss(), 4),
        Numbers.percent(record.top1()),
        Numbers.grouped(Math.round(rate)),
        Numbers.duration(left));
  }
}
