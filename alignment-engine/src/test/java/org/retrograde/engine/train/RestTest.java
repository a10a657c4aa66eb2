// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.Algorithm;
import org.retrograde.engine.optimize.GradientTreatment;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.UpdateNoise;

/** Groups that rest in some steps: nothing of theirs moves. */
final class RestTest {

  private static final int BATCH = 6;
  private static final int EPOCH = 4;
  private static final UpdateNoise NOISE = new UpdateNoise(UpdateNoise.Kind.NORMAL, 0.1);
  private static final OptimizerSpec TASK =
      OptimizerSpec.of(Algorithm.Adam.published(), 0.01).withWeightDecay(1e-2).withNoise(NOISE);
  private static final OptimizerSpec ALIGNMENT =
      OptimizerSpec.sgd(0.01, 0.9, 0)
          .withNoise(new UpdateNoise(UpdateNoise.Kind.UNIFORM, 0.1))
          .withGradients(new GradientTreatment(GradientTreatment.Clip.NORM, 0.5, false));
  private static final OptionalDouble REST = OptionalDouble.empty();
  private static final OptionalDouble RATE = OptionalDouble.of(0.01);

  private static TrainingStep step(FeedbackGroup group) {
    return new TrainingStep(
        TestNetworks.small(Mode.TRAINING, BATCH),
        RuleAssignment.everywhere(TestRules.tied(group)),
        TASK,
        ALIGNMENT,
        3,
        new Nd4jKernels());
  }

  private static boolean isAlignment(String name) {
    return name.endsWith(".B") || name.startsWith("optimizer.alignment.");
  }

  private static Map<String, NamedArray> part(
      Map<String, NamedArray> arrays, Predicate<String> wanted) {
    Map<String, NamedArray> part = new LinkedHashMap<>(arrays);
    part.remove("steps");
    part.keySet().removeIf(wanted.negate());
    assertThat(part).isNotEmpty();
    return part;
  }

  private static boolean same(NamedArray a, NamedArray b) {
    return Objects.deepEquals(a.values(), b.values());
  }

  private static void assertSame(Map<String, NamedArray> got, Map<String, NamedArray> expected) {
    assertThat(got.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, array) ->
            assertThat(same(Objects.requireNonNull(got.get(name)), array)).as(name).isTrue());
  }

  private static void assertAllDiffer(Map<String, NamedArray> got, Map<String, NamedArray> before) {
    before.forEach(
        (name, array) ->
            assertThat(same(Objects.requireNonNull(got.get(name)), array)).as(name).isFalse());
  }

  @Test
  void a_task_at_rest_keeps_weights_state_count_and_running_averages() {
    try (TrainingStep step = step(FeedbackGroup.ALIGNMENT)) {
      step.run(TestNetworks.batch(BATCH, 0), 0.01, 0.01);
      Map<String, NamedArray> before = step.save();
      step.run(TestNetworks.batch(BATCH, 1), new StepRates(REST, RATE));
      Map<String, NamedArray> after = step.save();
      Predicate<String> task = name -> !isAlignment(name);
      assertThat(part(after, task))
          .containsKeys("optimizer.task.steps", "norm1.runningMean", "conv1.W", "logits.b");
      assertSame(part(after, task), part(before, task));
      assertAllDiffer(part(after, RestTest::isAlignment), part(before, RestTest::isAlignment));
      assertThat(step.steps()).isEqualTo(2);
    }
  }

  @Test
  void an_alignment_at_rest_keeps_feedback_weights_and_state() {
    try (TrainingStep step = step(FeedbackGroup.ALIGNMENT)) {
      step.run(TestNetworks.batch(BATCH, 0), 0.01, 0.01);
      Map<String, NamedArray> before = step.save();
      step.run(TestNetworks.batch(BATCH, 1), new StepRates(RATE, REST));
      Map<String, NamedArray> after = step.save();
      assertSame(part(after, RestTest::isAlignment), part(before, RestTest::isAlignment));
      Predicate<String> task = name -> !isAlignment(name);
      assertAllDiffer(part(after, task), part(before, task));
    }
  }

  @Test
  void feedback_weights_of_the_task_rest_with_it() {
    try (TrainingStep step = step(FeedbackGroup.TASK)) {
      step.run(TestNetworks.batch(BATCH, 0), 0.01, 0.01);
      Map<String, NamedArray> before = step.save();
      step.run(TestNetworks.batch(BATCH, 1), new StepRates(REST, RATE));
      assertSame(part(step.save(), name -> true), part(before, name -> true));
    }
  }

  /** Noise for the task reaches every member of its group, noise for alignment the Bs alone. */
  @Test
  void noise_reaches_the_members_of_its_group() {
    UpdateNoise noise = new UpdateNoise(UpdateNoise.Kind.NORMAL, 1);
    OptimizerSpec quiet = OptimizerSpec.sgd(1, 0, 0);
    Map<String, NamedArray> none = afterAStep(quiet, quiet);
    Map<String, NamedArray> task = afterAStep(quiet.withNoise(noise), quiet);
    Map<String, NamedArray> alignment = afterAStep(quiet, quiet.withNoise(noise));
    for (String name : none.keySet()) {
      boolean state = name.contains("running") || name.startsWith("optimizer");
      assertThat(
              same(Objects.requireNonNull(task.get(name)), Objects.requireNonNull(none.get(name))))
          .as(name)
          .isEqualTo(state || name.endsWith(".B"));
      assertThat(
              same(
                  Objects.requireNonNull(alignment.get(name)),
                  Objects.requireNonNull(none.get(name))))
          .as(name)
          .isEqualTo(!name.endsWith(".B"));
    }
  }

  private static Map<String, NamedArray> afterAStep(OptimizerSpec task, OptimizerSpec alignment) {
    try (TrainingStep step =
        new TrainingStep(
            TestNetworks.small(Mode.TRAINING, BATCH),
            RuleAssignment.everywhere(TestRules.tied(FeedbackGroup.ALIGNMENT)),
            task,
            alignment,
            3,
            new Nd4jKernels())) {
      step.run(TestNetworks.batch(BATCH, 0), 0.01, 0.01);
      return part(step.save(), name -> true);
    }
  }

  /** Remembers snapshots and rates. */
  private static final class Recorder implements TrainingListener {
    final List<StepRecord> steps = new ArrayList<>();
    final List<Snapshot> snapshots = new ArrayList<>();

    @Override
    public void steps(StepRecord record) {
      steps.add(record);
    }

    @Override
    public void aligned(AlignmentRecord record) {}

    @Override
    public void evaluated(long step, long epoch, Evaluation evaluation) {}

    @Override
    public void checkpoint(Snapshot snapshot) {
      snapshots.add(snapshot);
    }

    @Override
    public boolean stopRequested() {
      return false;
    }

    Map<String, NamedArray> arrays(int snapshot) {
      return snapshots.get(snapshot).arrays();
    }
  }

  private static Trainer trainer(SynapticRule rule, Regime regime) {
    return new Trainer(
        TestNetworks::small,
        RuleAssignment.everywhere(rule),
        new TrainingPlan(3, TASK, ALIGNMENT, regime, new Intervals(1, 100, 1)),
        TestNetworks.batches(BATCH, EPOCH),
        TestNetworks.batches(4, 1),
        11,
        new Nd4jKernels());
  }

  private static Recorder run(Regime regime) {
    Recorder recorder = new Recorder();
    trainer(TestRules.tied(FeedbackGroup.ALIGNMENT), regime).run(recorder);
    return recorder;
  }

  @Test
  void the_rate_of_a_group_at_rest_is_logged_as_zero() {
    Recorder recorder = run(new Regime(1, 1));
    assertThat(recorder.steps)
        .extracting(StepRecord::taskRate)
        .containsExactly(0.0, 0.0, 0.0, 0.0, 0.0, 0.01, 0.0, 0.01, 0.0, 0.01, 0.0, 0.01);
    assertThat(recorder.steps)
        .extracting(StepRecord::alignmentRate)
        .containsExactly(0.01, 0.01, 0.01, 0.01, 0.01, 0.0, 0.01, 0.0, 0.01, 0.0, 0.01, 0.0);
  }

  @Test
  void the_task_of_a_delayed_run_starts_from_its_initial_values() {
    Recorder recorder = run(new Regime(2, 0));
    Predicate<String> task = name -> !isAlignment(name);
    Map<String, NamedArray> first = part(recorder.arrays(0), task);
    for (int snapshot = 1; snapshot < 2 * EPOCH; snapshot++) {
      assertSame(part(recorder.arrays(snapshot), task), first);
    }
    assertAllDiffer(part(recorder.arrays(2 * EPOCH), task), first);
  }

  /** Noise on both groups, momentum, Adam's count and clipping included. */
  @Test
  void a_run_resumed_at_any_step_of_a_regime_equals_one_that_was_not_interrupted() {
    Regime regime = new Regime(1, 2);
    Recorder whole = run(regime);
    assertThat(whole.snapshots).hasSize(3 * EPOCH);
    for (int done : new int[] {2, EPOCH - 1, EPOCH, EPOCH + 1, 2 * EPOCH + 2}) {
      Trainer resumed = trainer(TestRules.tied(FeedbackGroup.ALIGNMENT), regime);
      resumed.restore(whole.snapshots.get(done - 1));
      Recorder rest = new Recorder();
      resumed.run(rest);
      assertSame(rest.arrays(rest.snapshots.size() - 1), whole.arrays(3 * EPOCH - 1));
    }
  }

  @Test
  void steps_for_alignment_alone_need_something_to_align() {
    for (Regime regime : List.of(new Regime(1, 0), new Regime(0, 2))) {
      assertThatThrownBy(() -> trainer(TestRules.feedbackAlignment(), regime))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("delayEpochs")
          .hasMessageContaining("aligns B");
    }
  }
}
