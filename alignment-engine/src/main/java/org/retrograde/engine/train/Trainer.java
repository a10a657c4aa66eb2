// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Trains a network for a number of epochs, from the start or from a snapshot.
 *
 * <p>With the same arguments, machine and number of threads the results are the same bit for bit,
 * whether or not the run was interrupted. A trainer serves one run on one thread.
 */
public final class Trainer implements AutoCloseable {

  private static final long SHOW_EVERY_NANOS = 1_000_000_000;

  private final TrainingPlan plan;
  private final BatchSource training;
  private final TrainingStep step;
  private final Evaluator evaluator;
  private final DiagnosticsPlan diagnosticsPlan;
  private final DiagnosticProgram diagnostics;
  private final long parameterCount;
  private final RateSchedule rates;
  private final StepLog log;
  private long lastShown = System.nanoTime() - SHOW_EVERY_NANOS;
  private Optional<DiagnosticsRecord> lastDiagnostics = Optional.empty();
  private Evaluation lastEvaluation = new Evaluation(0, Double.NaN, Double.NaN, Double.NaN);

  /**
   * Draws the parameters and compiles the programs; no fixed batch is measured.
   *
   * @param networks builds the network
   * @param rules the rule of each layer
   * @param plan how long and how to train
   * @param training the training batches
   * @param test the test batches
   * @param seed the seed of the initial values
   * @param kernels the kernel library
   * @throws RetrogradeException if the rules do not fit the network, or the regime separates B's
   *     steps from W's and nothing moves B
   */
  public Trainer(
      NetworkFactory networks,
      RuleAssignment rules,
      TrainingPlan plan,
      BatchSource training,
      BatchSource test,
      long seed,
      KernelLibrary kernels) {
    this(networks, rules, plan, DiagnosticsPlan.never(), training, test, seed, kernels);
  }

  /**
   * Draws the parameters and compiles the programs.
   *
   * @param networks builds the network
   * @param rules the rule of each layer
   * @param plan how long and how to train
   * @param diagnosticsPlan how often to measure the first test images, as many as are in a step
   * @param training the training batches
   * @param test the test batches
   * @param seed the seed of the initial values
   * @param kernels the kernel library
   */
  public Trainer(
      NetworkFactory networks,
      RuleAssignment rules,
      TrainingPlan plan,
      DiagnosticsPlan diagnosticsPlan,
      BatchSource training,
      BatchSource test,
      long seed,
      KernelLibrary kernels) {
    this.plan = plan;
    this.diagnosticsPlan = diagnosticsPlan;
    this.training = training;
    Network network = networks.build(Mode.TRAINING, training.batchSize());
    parameterCount = network.parameterCount();
    log = new StepLog(network.objective());
    StepPlan stepPlan = StepPlan.of(network, rules, new Compiler(kernels), plan.memory());
    step = new TrainingStep(stepPlan, plan.task(), plan.alignment(), seed, kernels);
    requireAligned();
    evaluator = new Evaluator(networks, step, test, kernels);
    rates = new RateSchedule(plan, training.batchesPerEpoch());
    diagnostics =
        new DiagnosticProgram(
            networks,
            rules,
            step,
            test,
            training.batchSize(),
            diagnosticsPlan.primitives(),
            kernels);
  }

  /**
   * Returns the number of trainable values, feedback weights not counted.
   *
   * @return the parameter count
   */
  public long parameterCount() {
    return parameterCount;
  }

  /**
   * Returns the memory of all buffers.
   *
   * @return bytes
   */
  public long plannedBytes() {
    return step.plannedBytes() + evaluator.plannedBytes();
  }

  /**
   * Returns the number of steps in an epoch.
   *
   * @return at least 1
   */
  public int stepsPerEpoch() {
    return training.batchesPerEpoch();
  }

  /**
   * Returns the number of steps of the whole run.
   *
   * @return epochs × steps per epoch
   */
  public long totalSteps() {
    return (long) plan.epochs() * stepsPerEpoch();
  }

  /**
   * Begins from other weights than those drawn.
   *
   * @param arrays by name what to overwrite, as {@link TrainingStep#startFrom} takes it
   */
  public void startFrom(Map<String, NamedArray> arrays) {
    step.startFrom(arrays);
  }

  /**
   * Returns the names of what {@link #startFrom} can overwrite, feedback weights included.
   *
   * @return by name the lengths of the axes
   */
  public Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    step.names().forEach(name -> shapes.put(name, step.get(name).shape()));
    return shapes;
  }

  /**
   * Goes on from a snapshot instead of from the start.
   *
   * @param snapshot a snapshot of a run with the same plan, architecture and rule
   * @throws RetrogradeException if names, shapes or the number of steps do not fit
   */
  public void restore(Snapshot snapshot) {
    if (snapshot.step() > totalSteps()) {
      throw RetrogradeException.usage(
          new Problem(
              "checkpoint",
              snapshot.step() + " steps done",
              "at most the " + totalSteps() + " steps of this run",
              "use a checkpoint of the same run"));
    }
    step.restore(snapshot.arrays());
  }

  /**
   * Trains to the end, or until the listener asks to stop.
   *
   * @param listener is told what happens
   * @return the outcome
   * @throws RetrogradeException if the loss or a parameter stops being finite, naming step and
   *     place
   */
  public TrainingResult run(TrainingListener listener) {
    if (step.steps() == 0) {
      listener.aligned(step.alignment(0));
      diagnose(0, listener::diagnosed);
    } else if (step.steps() == totalSteps()) {
      lastEvaluation = evaluator.evaluate();
      diagnose(plan.epochs(), ignored -> {});
    }
    boolean finished = true;
    while (finished && step.steps() < totalSteps()) {
      finished = trainEpoch(listener);
      if (finished) {
        endEpoch(listener);
      }
    }
    AlignmentRecord alignment = step.alignment(step.steps());
    return new TrainingResult(
        step.steps(), finished, lastEvaluation, alignment, lastDiagnostics, log.medianSeconds());
  }

  /**
   * Makes the steps that are left of the present epoch, as {@link #run} does, and classifies no
   * test images after them.
   *
   * @param listener is told what happens
   * @return false if the listener asked to stop
   * @throws RetrogradeException if the loss or a parameter stops being finite, naming step and
   *     place
   */
  public boolean trainEpoch(TrainingListener listener) {
    long epoch = step.steps() / stepsPerEpoch();
    int firstBatch = Math.toIntExact(step.steps() % stepsPerEpoch());
    try (BatchCursor cursor = training.open(epoch, firstBatch)) {
      Optional<Batch> batch = cursor.next();
      while (batch.isPresent()) {
        if (listener.stopRequested()) {
          checkpoint(listener);
          return false;
        }
        startEpochIfDue(epoch);
        runStep(batch.get(), listener);
        batch = cursor.next();
      }
    }
    return true;
  }

  /**
   * Returns the median duration of this trainer's steps.
   *
   * @return seconds; NaN if there were none
   */
  public double medianStepSeconds() {
    return log.medianSeconds();
  }

  /** Frees the programs' buffers. */
  @Override
  public void close() {
    step.close();
    evaluator.close();
  }

  private void requireAligned() {
    if (plan.regime().separates() && !step.aligns()) {
      step.close();
      throw RetrogradeException.usage(
          new Problem(
              "training.delayEpochs, training.alternate",
              "steps of their own for the alignment of B",
              "a rule that moves B by the alignment optimiser; here those steps would do nothing",
              "remove both keys, or choose a rule that aligns B"));
    }
  }

  /** Not before a stop is ruled out: a snapshot must not hold the phases of an epoch to come. */
  private void startEpochIfDue(long epoch) {
    if (step.steps() % stepsPerEpoch() == 0) {
      step.startEpoch(epoch);
    }
  }

  private void runStep(Batch batch, TrainingListener listener) {
    step.moveTo(new Progress((double) step.steps() / stepsPerEpoch(), plan.epochs()));
    StepRates now = rates.of(step.steps());
    long start = System.nanoTime();
    double loss = step.run(batch, now);
    log.add(loss, step.logits(), batch, now, System.nanoTime() - start);
    show(listener);
    report(listener);
  }

  private void show(TrainingListener listener) {
    long now = System.nanoTime();
    if (now - lastShown >= SHOW_EVERY_NANOS) {
      lastShown = now;
      listener.running(log.soFar(step.steps(), (double) step.steps() / stepsPerEpoch()));
    }
  }

  private void report(TrainingListener listener) {
    long done = step.steps();
    if (done % plan.every().log() == 0) {
      flush(listener);
    }
    if (done % plan.every().alignment() == 0 || done == totalSteps()) {
      listener.aligned(step.alignment(done));
    }
    boolean epochEnds = done % stepsPerEpoch() == 0;
    if (done % plan.every().checkpoint() == 0 && !epochEnds) {
      checkpoint(listener);
    }
  }

  /** The snapshot comes after the evaluation, so that a resumed run does not lose it. */
  private void endEpoch(TrainingListener listener) {
    flush(listener);
    lastEvaluation = evaluator.evaluate();
    long epochs = step.steps() / stepsPerEpoch();
    listener.evaluated(step.steps(), epochs, lastEvaluation);
    diagnose(epochs, listener::diagnosed);
    if (step.steps() % plan.every().checkpoint() == 0 || step.steps() == totalSteps()) {
      checkpoint(listener);
    }
  }

  private void diagnose(long epochs, Consumer<DiagnosticsRecord> listener) {
    if (diagnosticsPlan.isDue(epochs, plan.epochs())) {
      DiagnosticsRecord record = diagnostics.measure(step.steps());
      lastDiagnostics = Optional.of(record);
      listener.accept(record);
    }
  }

  private void checkpoint(TrainingListener listener) {
    flush(listener);
    listener.checkpoint(new Snapshot(step.steps(), step.steps() / stepsPerEpoch(), step.save()));
  }

  private void flush(TrainingListener listener) {
    log.take(step.steps(), (double) step.steps() / stepsPerEpoch()).ifPresent(listener::steps);
  }
}
