// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Evaluation;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.Samples;
import org.retrograde.app.verify.ClaimLibrary;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;
import org.retrograde.engine.train.Trainer;
import org.retrograde.engine.train.TrainingListener;

/** The experiments of the claim, on few of the images that are included. */
class AkroutClaimTest {

  private static final int BATCH = 32;

  /** Steps that three divides, nearly all of the images that are included. */
  private static final int IMAGES = 312 * BATCH;

  private static final String MIRROR = "akrout-weight-mirror";

  private final Claim claim = new ClaimLibrary().find("akrout-mlp");

  @ParameterizedTest
  @ValueSource(strings = {"backpropagation", "feedback-alignment", "kolen-pollack"})
  void the_loss_falls(String rule) {
    Recorder recorder = run(experiment(rule, 2048, 2));

    List<Double> losses = recorder.losses();
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
    assertThat(recorder.evaluations.get(1).loss()).isLessThan(recorder.evaluations.get(0).loss());
  }

  @Test
  void the_mirror_turns_feedback_towards_resting_weights_before_they_are_trained() {
    long steps = IMAGES / BATCH;

    Recorder recorder = run(experiment(MIRROR, IMAGES, 2));

    assertThat(recorder.array(steps, "logits.W")).isEqualTo(recorder.array(steps / 3, "logits.W"));
    assertThat(recorder.array(steps, "logits.b")).isEqualTo(recorder.array(steps / 3, "logits.b"));
    assertThat(recorder.array(steps, "logits.B"))
        .isNotEqualTo(recorder.array(steps / 3, "logits.B"));
    assertThat(recorder.array(2 * steps, "logits.W"))
        .isNotEqualTo(recorder.array(steps, "logits.W"));
    assertThat(recorder.angle(steps)).isLessThan(recorder.angle(0)).isLessThan(90);
    assertThat(recorder.evaluations.get(1).loss()).isLessThan(recorder.evaluations.get(0).loss());
  }

  @Test
  void every_entry_is_the_published_training() {
    for (ClaimEntry entry : claim.entries()) {
      Experiment run = parse(entry.withRate(entry.rates().get(0)));
      int delay = run.training().plan().regime().delayEpochs();
      assertThat(run.training().loss()).isEqualTo(Loss.SIGMOID_CROSS_ENTROPY);
      assertThat(run.training().plan().epochs() - delay).isEqualTo(400);
      assertThat(delay).isEqualTo(entry.label().equals(MIRROR) ? 1 : 0);
    }
    assertThat(claim.needs()).isEmpty();
  }

  private Experiment experiment(String rule, long images, int epochs) {
    ClaimEntry entry =
        claim.entries().stream().filter(e -> e.label().equals(rule)).findFirst().orElseThrow();
    Map<String, Object> dataset =
        Map.of(
            "id",
            "fashion-mnist",
            "mean",
            0L,
            "deviation",
            1L,
            "trainingLimit",
            images,
            "testLimit",
            500L);
    long third = images / BATCH / 3;
    return parse(
        entry
            .withRate(entry.rates().get(0), epochs)
            .with("dataset", dataset, "test")
            .with("training.batchSize", (long) BATCH, "test")
            .with("training.logEvery", images / BATCH, "test")
            .with("training.alignmentEvery", third, "test")
            .with("training.checkpointEvery", third, "test"));
  }

  private static Experiment parse(Document document) {
    return new ExperimentParser(Samples.catalog()).parse(document);
  }

  private static Recorder run(Experiment experiment) {
    EngineStarter starter =
        new EngineStarter(Samples.catalog(), new Nd4jKernels(), Optional.empty());
    Recorder recorder = new Recorder();
    try (Trainer trainer = starter.trainer(experiment)) {
      trainer.run(recorder);
    }
    return recorder;
  }

  private static final class Recorder implements TrainingListener {
    private final List<StepRecord> records = new ArrayList<>();
    private final Map<Long, AlignmentRecord> alignments = new TreeMap<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final Map<Long, Snapshot> snapshots = new TreeMap<>();

    List<Double> losses() {
      return records.stream().map(StepRecord::loss).toList();
    }

    double angle(long step) {
      Alignment alignment = Objects.requireNonNull(alignments.get(step)).layers().get("logits");
      return Objects.requireNonNull(alignment).angleDegrees();
    }

    Object array(long step, String name) {
      Snapshot snapshot = Objects.requireNonNull(snapshots.get(step));
      return Objects.requireNonNull(snapshot.arrays().get(name)).values();
    }

    @Override
    public void steps(StepRecord record) {
      records.add(record);
    }

    @Override
    public void aligned(AlignmentRecord record) {
      alignments.put(record.step(), record);
    }

    @Override
    public void evaluated(long step, long epoch, Evaluation evaluation) {
      evaluations.add(evaluation);
    }

    @Override
    public void checkpoint(Snapshot snapshot) {
      snapshots.put(snapshot.step(), snapshot);
    }

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
