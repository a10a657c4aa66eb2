// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.experiment.Samples;
import org.retrograde.app.run.TrainingFacts;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;

class ProgressLinesTest {

  private static final TrainingFacts FACTS =
      new TrainingFacts("d", "", 640, 64, 10, new ImageShape(1, 1, 1), 1234, 3 << 20, 64, 10, 30);

  /**
   * 64 images in a quarter of a second are 256 images a second; 15 steps are left, hence 3.75 s.
   */
  @Test
  void a_terminal_line_says_epoch_step_loss_accuracy_rate_and_time_left() {
    StepRecord record = new StepRecord(15, 1.5, 0.69314, 0.5, 0.1, 0.1, 0.25);

    assertThat(ProgressText.of(record, FACTS))
        .isEqualTo("epoch 2/3  step 15/30  loss 0.6931  accuracy 50.0 %  256 images/s  0:04 left");
  }

  @Test
  void elsewhere_every_event_is_a_line_of_its_own() {
    String text = watch(false);

    assertThat(text).doesNotContain("\r", "\u001b");
    assertThat(text.lines())
        .containsExactly(
            "backpropagation, seed 1: 1,234 parameters, 3 MiB planned, 30 steps, in runs/a",
            "epoch 1, step 10: test accuracy 75.0 %, loss 0.5000, angle 12.3°",
            "checkpoint runs/a/10.npz");
  }

  @Test
  void on_a_terminal_one_line_is_updated_in_place_and_cleared_by_events() {
    String text = watch(true);

    assertThat(text)
        .contains("\r\u001b[K\u001b[?7lepoch 1/3  step 10/30")
        .contains("\r\u001b[Kepoch 1, step 10: test");
  }

  @Test
  void accuracy_over_time_is_one_line_more() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), false)
        .evaluated(
            10,
            1,
            new Evaluation(
                64,
                0.5,
                0.75,
                1,
                List.of(
                    new TimeStepEvaluation(3, 2.25, 0.125), new TimeStepEvaluation(4, 0.5, 0.75))));

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "epoch 1, step 10: test accuracy 75.0 %, loss 0.5000",
            "  accuracy over time: 30 ms 12.5, 40 ms 75.0 %");
  }

  private static String watch(boolean interactive) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressLines progress =
        new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), interactive);
    progress.started(Samples.parse(Samples.SMALLEST), Path.of("runs/a"), FACTS, 0);
    progress.aligned(new AlignmentRecord(10, Map.of(), new Alignment(12.34, 1)));
    progress.steps(new StepRecord(10, 1, 1, 0.5, 0.1, 0.1, 0.25));
    progress.evaluated(10, 1, new Evaluation(64, 0.5, 0.75, 1));
    progress.checkpoint(10, Path.of("runs/a/10.npz"));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
