// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.Intervals;
import org.retrograde.engine.train.Regime;
import org.retrograde.engine.train.StepRecord;
import org.retrograde.engine.train.Trainer;
import org.retrograde.engine.train.TrainingListener;
import org.retrograde.engine.train.TrainingPlan;

/** Short runs of two dense layers in float32, interrupted or not. */
final class Runs {

  static final int STEPS_PER_EPOCH = 3;
  static final int EPOCHS = 3;

  private static final int INPUTS = 20;
  private static final int CLASSES = 5;
  private static final int IMAGES = 4;

  private Runs() {}

  /** Takes a snapshot after each step and may stop the run before a step. */
  private static final class Recorder implements TrainingListener {
    final List<Snapshot> snapshots = new ArrayList<>();
    private final long stopAfter;
    private long asked;

    Recorder(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void steps(StepRecord record) {}

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
      return asked++ >= stopAfter;
    }
  }

  /** The snapshots after each step of a whole run. */
  static List<Snapshot> whole(SynapticRule rule) {
    Recorder recorder = new Recorder(Long.MAX_VALUE);
    try (Trainer trainer = trainer(rule)) {
      trainer.run(recorder);
    }
    assertThat(recorder.snapshots).hasSize(EPOCHS * STEPS_PER_EPOCH);
    return recorder.snapshots;
  }

  /** The last snapshot of a run that goes on from a snapshot. */
  static Snapshot resumed(SynapticRule rule, Snapshot from) {
    Recorder recorder = new Recorder(Long.MAX_VALUE);
    try (Trainer trainer = trainer(rule)) {
      trainer.restore(from);
      trainer.run(recorder);
    }
    return last(recorder);
  }

  /** The snapshot that a stop before a step leaves. */
  static Snapshot stoppedAfter(SynapticRule rule, int steps) {
    Recorder recorder = new Recorder(steps);
    try (Trainer trainer = trainer(rule)) {
      assertThat(trainer.run(recorder).finished()).isFalse();
    }
    assertThat(last(recorder).step()).isEqualTo(steps);
    return last(recorder);
  }

  static void requireSame(Snapshot got, Snapshot expected) {
    assertThat(got.step()).isEqualTo(expected.step());
    assertThat(got.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected.arrays().forEach((name, array) -> requireSame(name, got.arrays(), array));
  }

  private static void requireSame(String name, Map<String, NamedArray> got, NamedArray expected) {
    assertThat(Objects.requireNonNull(got.get(name)).values())
        .as(name)
        .isEqualTo(expected.values());
  }

  private static Snapshot last(Recorder recorder) {
    return recorder.snapshots.get(recorder.snapshots.size() - 1);
  }

  private static Trainer trainer(SynapticRule rule) {
    return new Trainer(
        Runs::network,
        RuleAssignment.everywhere(rule),
        new TrainingPlan(
            EPOCHS,
            OptimizerSpec.sgd(0.1, 0.9, 1e-3),
            OptimizerSpec.adam(1e-2),
            Regime.simultaneous(),
            new Intervals(100, 100, 1)),
        batches(STEPS_PER_EPOCH),
        batches(1),
        11,
        new Nd4jKernels());
  }

  private static Network network(Mode mode, int batch) {
    ImageShape image = new ImageShape(1, 1, INPUTS);
    Initializer weights = new Initializer.GlorotUniform();
    NetworkBuilder b = new NetworkBuilder(mode, DataType.FLOAT, batch, image, CLASSES);
    Tensor hidden = b.dense("hidden", b.flatten(b.input()), 12, true, weights);
    return b.build(
        b.dense("logits", b.activation(Activation.RELU, hidden), CLASSES, true, weights));
  }

  private static BatchSource batches(int perEpoch) {
    return new BatchSource() {
      @Override
      public int batchSize() {
        return IMAGES;
      }

      @Override
      public int batchesPerEpoch() {
        return perEpoch;
      }

      @Override
      public BatchCursor open(long epoch, int firstBatch) {
        return new Walk(epoch * perEpoch + firstBatch, (epoch + 1) * perEpoch);
      }
    };
  }

  private static final class Walk implements BatchCursor {
    private final long end;
    private long index;

    Walk(long start, long end) {
      this.index = start;
      this.end = end;
    }

    @Override
    public Optional<Batch> next() {
      return index < end ? Optional.of(batch(index++)) : Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static Batch batch(long index) {
    RandomStream stream = RandomStream.of(5, "images", index);
    float[] pixels = new float[IMAGES * INPUTS];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) stream.nextGaussian();
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = stream.nextInt(CLASSES);
    }
    return new Batch(pixels, labels, IMAGES);
  }
}
