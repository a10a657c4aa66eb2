// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.UnrolledNetworks;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;

final class TrainerTest {

  private static final int BATCH = 6;
  private static final int STEPS_PER_EPOCH = 5;
  private static final OptimizerSpec TASK =
      OptimizerSpec.sgd(0.1, 0.9, 1e-3)
          .withSchedule(new ScheduleSpec(ScheduleSpec.Kind.STEP, 0.5, List.of(1.0), 0.5));

  /** Remembers what it is told. */
  private static final class Recorder implements TrainingListener {
    final List<StepRecord> steps = new ArrayList<>();
    final List<StepRecord> shown = new ArrayList<>();
    final List<AlignmentRecord> alignments = new ArrayList<>();
    final List<DiagnosticsRecord> diagnostics = new ArrayList<>();
    final List<Evaluation> evaluations = new ArrayList<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final long stopAfter;
    private long asked;

    Recorder(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    Recorder() {
      this(Long.MAX_VALUE);
    }

    @Override
    public void steps(StepRecord record) {
      steps.add(record);
    }

    @Override
    public void running(StepRecord soFar) {
      shown.add(soFar);
    }

    @Override
    public void aligned(AlignmentRecord record) {
      alignments.add(record);
    }

    @Override
    public void diagnosed(DiagnosticsRecord record) {
      diagnostics.add(record);
    }

    @Override
    public void evaluated(long step, long epoch, Evaluation evaluation) {
      evaluations.add(evaluation);
    }

    @Override
    public void checkpoint(Snapshot snapshot) {
      snapshots.add(snapshot);
    }

    @Override
    public boolean stopRequested() {
      return asked++ >= stopAfter;
    }
  }

  private static Trainer trainer(SynapticRule rule, OptimizerSpec task, int filters) {
    return new Trainer(
        (mode, batch) -> TestNetworks.small(mode, batch, filters),
        RuleAssignment.everywhere(rule),
        new TrainingPlan(
            2, task, OptimizerSpec.adam(1e-2), Regime.simultaneous(), new Intervals(2, 4, 3)),
        TestNetworks.batches(BATCH, STEPS_PER_EPOCH),
        TestNetworks.batches(4, 2),
        11,
        new Nd4jKernels());
  }

  private static Trainer trainer() {
    return trainer(TestRules.tied(FeedbackGroup.ALIGNMENT), TASK, 4);
  }

  private static Trainer unrolled() {
    return new Trainer(
        UnrolledNetworks::small,
        RuleAssignment.everywhere(TestRules.feedbackAlignment()),
        new TrainingPlan(
            2, TASK, OptimizerSpec.adam(1e-2), Regime.simultaneous(), new Intervals(2, 4, 3)),
        TestNetworks.batches(BATCH, STEPS_PER_EPOCH),
        TestNetworks.batches(4, 2),
        11,
        new Nd4jKernels());
  }

  private static Trainer measuring(int everyEpochs) {
    return new Trainer(
        TestNetworks::small,
        RuleAssignment.everywhere(TestRules.tied(FeedbackGroup.ALIGNMENT)),
        new TrainingPlan(
            2, TASK, OptimizerSpec.adam(1e-2), Regime.simultaneous(), new Intervals(2, 4, 3)),
        new DiagnosticsPlan(everyEpochs, List.of()),
        TestNetworks.batches(BATCH, STEPS_PER_EPOCH),
        TestNetworks.batches(4, 2),
        11,
        new Nd4jKernels());
  }

  private static Snapshot last(Recorder recorder) {
    return recorder.snapshots.get(recorder.snapshots.size() - 1);
  }

  private static void assertSame(Map<String, NamedArray> got, Map<String, NamedArray> expected) {
    assertThat(got.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, array) ->
            assertThat(Objects.requireNonNull(got.get(name)).values())
                .as(name)
                .isEqualTo(array.values()));
  }

  @Test
  void two_runs_with_one_seed_are_bit_identical() {
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    trainer().run(first);
    trainer().run(second);
    assertSame(last(second).arrays(), last(first).arrays());
    assertThat(second.evaluations).isEqualTo(first.evaluations);
    assertThat(second.alignments).isEqualTo(first.alignments);
  }

  @Test
  void a_run_resumed_from_any_snapshot_equals_one_that_was_not_interrupted() {
    Recorder whole = new Recorder();
    trainer().run(whole);
    assertThat(whole.snapshots).extracting(Snapshot::step).containsExactly(3L, 6L, 9L, 10L);
    for (Snapshot snapshot : whole.snapshots) {
      Trainer resumed = trainer();
      resumed.restore(snapshot);
      Recorder rest = new Recorder();
      TrainingResult result = resumed.run(rest);
      assertThat(result.evaluation()).isEqualTo(whole.evaluations.get(1));
      if (snapshot.step() < 10) {
        assertSame(last(rest).arrays(), last(whole).arrays());
      }
    }
  }

  @Test
  void a_resumed_run_of_a_network_unrolled_in_time_has_the_same_accuracy_at_every_step() {
    Recorder whole = new Recorder();
    assertThat(unrolled().run(whole).evaluation()).isEqualTo(whole.evaluations.get(1));
    assertThat(whole.evaluations).allMatch(e -> e.timeSteps().size() == 3);
    assertThat(whole.evaluations.get(0)).isNotEqualTo(whole.evaluations.get(1));
    for (Snapshot snapshot : whole.snapshots) {
      Trainer resumed = unrolled();
      resumed.restore(snapshot);
      assertThat(resumed.run(new Recorder()).evaluation()).isEqualTo(whole.evaluations.get(1));
    }
  }

  @Test
  void a_stop_takes_a_last_snapshot_from_which_the_run_goes_on() {
    Recorder whole = new Recorder();
    trainer().run(whole);
    Recorder stopped = new Recorder(7);
    TrainingResult result = trainer().run(stopped);
    assertThat(result.finished()).isFalse();
    assertThat(last(stopped).step()).isEqualTo(7);
    Trainer resumed = trainer();
    resumed.restore(last(stopped));
    Recorder rest = new Recorder();
    assertThat(resumed.run(rest).finished()).isTrue();
    assertSame(last(rest).arrays(), last(whole).arrays());
  }

  @Test
  void records_come_at_the_intervals_of_the_plan() {
    Recorder recorder = new Recorder();
    TrainingResult result = trainer().run(recorder);
    assertThat(recorder.alignments)
        .extracting(AlignmentRecord::step)
        .containsExactly(0L, 4L, 8L, 10L);
    assertThat(recorder.steps)
        .extracting(StepRecord::step)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 8L, 9L, 10L);
    assertThat(recorder.evaluations).hasSize(2).allMatch(e -> e.examples() == 8);
    assertThat(recorder.shown)
        .as("at once, then not for a second")
        .first()
        .satisfies(r -> assertThat(r.step()).isEqualTo(1));
    assertThat(result.steps()).isEqualTo(10);
    assertThat(result.medianStepSeconds()).isPositive();
  }

  @Test
  void measuring_a_fixed_batch_changes_nothing_in_training() {
    Recorder plain = new Recorder();
    Recorder measured = new Recorder();
    trainer().run(plain);
    TrainingResult result = measuring(1).run(measured);
    assertThat(plain.diagnostics).isEmpty();
    assertThat(measured.diagnostics)
        .extracting(DiagnosticsRecord::step)
        .containsExactly(0L, 5L, 10L);
    assertThat(result.diagnostics()).contains(measured.diagnostics.get(2));
    assertSame(last(measured).arrays(), last(plain).arrays());
    assertThat(measured.evaluations).isEqualTo(plain.evaluations);
    assertThat(measured.alignments).isEqualTo(plain.alignments);
  }

  @Test
  void a_resumed_run_measures_what_an_uninterrupted_one_does() {
    Recorder whole = new Recorder();
    measuring(2).run(whole);
    assertThat(whole.diagnostics).extracting(DiagnosticsRecord::step).containsExactly(0L, 10L);
    for (Snapshot snapshot : whole.snapshots) {
      Trainer resumed = measuring(2);
      resumed.restore(snapshot);
      assertThat(resumed.run(new Recorder()).diagnostics()).contains(whole.diagnostics.get(1));
    }
  }

  @Test
  void an_epoch_by_itself_makes_the_steps_of_the_run_and_evaluates_nothing() {
    Recorder whole = new Recorder();
    trainer().run(whole);
    Recorder epoch = new Recorder();
    Trainer trainer = trainer();
    assertThat(trainer.trainEpoch(epoch)).isTrue();
    assertThat(epoch.evaluations).isEmpty();
    assertSame(last(epoch).arrays(), whole.snapshots.get(0).arrays());
    assertThat(trainer.medianStepSeconds()).isPositive();
    assertThat(trainer.run(new Recorder()).evaluation()).isEqualTo(whole.evaluations.get(1));
  }

  @Test
  void the_learning_rate_follows_its_schedule() {
    Recorder recorder = new Recorder();
    trainer().run(recorder);
    // Step 2 starts at epoch 0.2 of a warm-up of 0.5 epochs, step 5 after it, step 6 after the drop
    // at epoch 1.
    assertThat(recorder.steps)
        .extracting(StepRecord::taskRate)
        .containsSequence(0.1 * 0.2 / 0.5, 0.1 * 0.4 / 0.5);
    assertThat(recorder.steps.get(3).taskRate()).isEqualTo(0.1);
    assertThat(recorder.steps.get(4).taskRate()).isEqualTo(0.05);
  }

  @Test
  void a_loss_that_is_not_finite_stops_the_run_and_names_step_and_layer() {
    // More than the largest float32: smaller rates leave the loss finite, if absurd, for long.
    Trainer trainer = trainer(TestRules.backpropagation(), OptimizerSpec.sgd(1e40, 0, 0), 4);
    assertThatThrownBy(() -> trainer.run(new Recorder()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("step ")
        .hasMessageContaining("layer '")
        .hasMessageContaining("last good checkpoint");
  }

  @Test
  void a_snapshot_of_another_architecture_is_refused_and_changes_nothing() {
    Recorder recorder = new Recorder();
    trainer().run(recorder);
    Trainer wider = trainer(TestRules.tied(FeedbackGroup.ALIGNMENT), TASK, 5);
    assertThatThrownBy(() -> wider.restore(last(recorder)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("conv1.W")
        .hasMessageContaining("[3, 3, 2, 4]")
        .hasMessageContaining("[3, 3, 2, 5]");
    Trainer withoutFeedback = trainer(TestRules.backpropagation(), TASK, 4);
    assertThatThrownBy(() -> withoutFeedback.restore(last(recorder)))
        .hasMessageContaining("conv1.B");
  }
}
