// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.result.Evaluation;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Classifies a split with the parameters of a training step, in a program of its own.
 *
 * <p>The parameters are the step's own buffers, so each evaluation sees them as they are by then.
 * Not safe for use by several threads.
 */
public final class Evaluator implements AutoCloseable {

  private final BatchSource source;
  private final BatchBuffers batchBuffers;
  private final Plan plan;
  private final Program program;
  private final Network network;

  /**
   * Compiles the evaluation program, for batches of the source's size.
   *
   * @param networks builds the network; it has the parameters of the step's network
   * @param step holds the parameters, which are shared, not copied; outlives the evaluator
   * @param source the batches to classify
   * @param kernels the kernel library
   * @throws org.retrograde.api.error.RetrogradeException if the network cannot be built
   */
  public Evaluator(
      NetworkFactory networks, TrainingStep step, BatchSource source, KernelLibrary kernels) {
    this(
        EvaluationPlan.of(
            networks.build(Mode.EVALUATION, source.batchSize()), new Compiler(kernels)),
        step,
        source);
  }

  /**
   * Makes a planned evaluation ready.
   *
   * @param evaluation the plan, for batches of the source's size
   * @param step holds the parameters, which are shared, not copied; outlives the evaluator
   * @param source the batches to classify
   */
  public Evaluator(EvaluationPlan evaluation, TrainingStep step, BatchSource source) {
    this.source = source;
    network = evaluation.network();
    batchBuffers = new BatchBuffers(network);
    plan = evaluation.plan();
    Map<String, INDArray> inputs = new LinkedHashMap<>(step.buffers());
    inputs.put(network.input().variable().name(), batchBuffers.images());
    program = plan.bind(inputs, Map.of());
  }

  /**
   * Classifies all images of the source's first epoch with the present parameters; by the logits at
   * each time step too where the network is unrolled in time.
   *
   * @return the result over the images that count; NaN where there are none
   */
  public Evaluation evaluate() {
    program.refresh();
    Reading whole = read(network.logits());
    Map<Integer, Reading> byStep = new LinkedHashMap<>();
    network.logitsByStep().forEach((step, logits) -> byStep.put(step, read(logits)));
    try (BatchCursor cursor = source.open(0, 0)) {
      Optional<Batch> next = cursor.next();
      while (next.isPresent()) {
        Batch batch = next.get();
        batchBuffers.load(batch);
        program.run();
        whole.count(program, batch);
        byStep.values().forEach(reading -> reading.count(program, batch));
        next = cursor.next();
      }
    }
    return whole
        .counts()
        .result(byStep.entrySet().stream().map(e -> e.getValue().counts().at(e.getKey())).toList());
  }

  private Reading read(Tensor logits) {
    return new Reading(logits.variable().name(), new Classification(network.objective()));
  }

  /** Some logits, and what they have made of the images so far. */
  private record Reading(String logits, Classification counts) {

    void count(Program program, Batch batch) {
      counts.add(program.value(logits).data().asFloat(), batch.labels(), batch.valid());
    }
  }

  /**
   * Measures the kernels on the source's first batch.
   *
   * @param runs how many runs count, at least 1; some that do not count come before
   * @return the median of the seconds of each of the plan's instructions
   * @throws IllegalArgumentException if the source has no batch
   */
  public List<Double> profile(int runs) {
    try (BatchCursor cursor = source.open(0, 0)) {
      batchBuffers.load(
          cursor.next().orElseThrow(() -> new IllegalArgumentException("there is no batch")));
    }
    return KernelTimes.medians(program, plan.instructions().size(), runs);
  }

  /**
   * Returns the memory of the program's own buffers.
   *
   * @return bytes, the parameters and the buffers of the batch not included
   */
  public long plannedBytes() {
    return plan.plannedBytes();
  }

  /** Frees the program's buffers. */
  @Override
  public void close() {
    program.close();
  }
}
