// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;

/** What becomes of feedback weights after each update: a program of its own. */
final class FeedbackConstraints implements AutoCloseable {

  private final Map<INDArray, INDArray> nextByValue = new LinkedHashMap<>();
  private final Program program;

  private FeedbackConstraints(Program program) {
    this.program = program;
  }

  /**
   * Compiles the constraints.
   *
   * @param graph the graph, in which at least one of the feedback weights is constrained
   * @param inputs all that a step reads
   */
  static FeedbackConstraints of(
      TrainingGraph graph, Map<String, INDArray> inputs, KernelLibrary kernels) {
    Map<String, INDArray> targets = new LinkedHashMap<>();
    Map<INDArray, INDArray> nextByValue = new LinkedHashMap<>();
    for (FeedbackWeights feedback : graph.feedback()) {
      if (feedback.constrained().isPresent()) {
        INDArray value = java.util.Objects.requireNonNull(inputs.get(feedback.name()));
        INDArray next = value.like();
        targets.put(feedback.constrained().get().name(), next);
        nextByValue.put(value, next);
      }
    }
    Bindings bindings = new Bindings(inputs, targets, Set.of());
    FeedbackConstraints constraints =
        new FeedbackConstraints(new Compiler(kernels).compile(graph.network().graph(), bindings));
    constraints.nextByValue.putAll(nextByValue);
    return constraints;
  }

  void apply() {
    program.run();
    nextByValue.forEach(INDArray::assign);
  }

  @Override
  public void close() {
    program.close();
  }
}
