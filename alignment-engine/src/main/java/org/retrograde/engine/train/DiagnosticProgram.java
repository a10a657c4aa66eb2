// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Measures on a fixed batch how feedback and forward weights relate, what errors and gradients they
 * make, and the values of primitives.
 *
 * <p>The batch holds the first images of a source, as many as in training. Both passes through the
 * network, one under the rules and one of backpropagation at the same weights, are those of
 * training: batch normalisation uses the batch's own statistics. Nothing is updated, running
 * averages included; noise that rules drew is that of the last step.
 *
 * <p>Planned at the first measurement. Memory is taken for the time of a measurement only: first
 * that of a pass of backpropagation, then that of one under the rules, and all gradients of W
 * twice. Not safe for use by several threads.
 */
public final class DiagnosticProgram {

  /** A pass before anything is allocated. */
  private record Pass(Network network, Plan plan) {}

  /** What is planned once. */
  private record Prepared(Pass exact, Map<String, String> exactGradients, Pass ruled) {}

  private final NetworkFactory networks;
  private final RuleAssignment rules;
  private final TrainingStep step;
  private final BatchSource source;
  private final int batchSize;
  private final List<AlignmentPrimitive> primitives;
  private final KernelLibrary kernels;
  private final List<LayerDiagnostics> layers = new ArrayList<>();
  private final List<Prepared> prepared = new ArrayList<>();

  /**
   * Takes what is to be measured.
   *
   * @param networks builds the network; it has the parameters of the step's network
   * @param rules the rule of each layer
   * @param step holds the parameters, which are read, not copied; outlives the program
   * @param source where the images come from
   * @param batchSize the number of images, that of the step
   * @param primitives the primitives whose values are measured
   * @param kernels the kernel library
   */
  public DiagnosticProgram(
      NetworkFactory networks,
      RuleAssignment rules,
      TrainingStep step,
      BatchSource source,
      int batchSize,
      List<AlignmentPrimitive> primitives,
      KernelLibrary kernels) {
    this.networks = networks;
    this.rules = rules;
    this.step = step;
    this.source = source;
    this.batchSize = batchSize;
    this.primitives = List.copyOf(primitives);
    this.kernels = kernels;
  }

  /**
   * Measures the present weights.
   *
   * @param afterSteps the number of steps done, for the record
   * @return the measurements
   */
  public DiagnosticsRecord measure(long afterSteps) {
    Prepared plans = prepared();
    Batch batch = FixedBatch.of(source, batchSize);
    Map<String, INDArray> exact = exactGradients(plans, batch);
    Map<String, Diagnostics> measured = new LinkedHashMap<>();
    DiagnosticSums whole = DiagnosticSums.none();
    try (Program program = bind(plans.ruled(), batch)) {
      program.run();
      for (LayerDiagnostics layer : layers) {
        DiagnosticSums own =
            DiagnosticSums.read(
                layer,
                program,
                Objects.requireNonNull(step.buffers().get(layer.weight())),
                Objects.requireNonNull(exact.get(layer.layer())));
        measured.put(layer.layer(), own.diagnostics());
        whole = whole.with(own);
      }
    }
    return new DiagnosticsRecord(afterSteps, measured, whole.diagnostics());
  }

  /**
   * Returns the memory that a measurement takes while it lasts, the gradients of backpropagation
   * and the parameters not included. Plans the programs, if that was not done yet.
   *
   * @return bytes
   */
  public long plannedBytes() {
    Prepared plans = prepared();
    return Math.max(plans.exact().plan().plannedBytes(), plans.ruled().plan().plannedBytes());
  }

  private Prepared prepared() {
    if (prepared.isEmpty()) {
      prepared.add(prepare());
    }
    return prepared.get(0);
  }

  private Prepared prepare() {
    TrainingGraph ruled = differentiate(rules);
    ruled
        .passes()
        .values()
        .forEach(
            pass ->
                layers.add(
                    LayerDiagnostics.add(
                        pass,
                        Optional.ofNullable(ruled.carriers().get(pass.signals().layer())),
                        primitives)));
    Set<String> wanted = new LinkedHashSet<>();
    layers.forEach(layer -> wanted.addAll(layer.variables()));
    TrainingGraph exact = differentiate(RuleAssignment.everywhere(new ExactError()));
    Map<String, String> gradients = new LinkedHashMap<>();
    exact
        .passes()
        .forEach((layer, pass) -> gradients.put(layer, pass.signals().weightGradient().name()));
    return new Prepared(
        plan(exact.network(), new LinkedHashSet<>(gradients.values())),
        gradients,
        plan(ruled.network(), wanted));
  }

  private TrainingGraph differentiate(RuleAssignment assignment) {
    return new Differentiator(assignment).differentiate(networks.build(Mode.TRAINING, batchSize));
  }

  private Pass plan(Network network, Set<String> wanted) {
    Request request = new Request(Set.of(), wanted, Set.of());
    return new Pass(network, new Compiler(kernels).plan(network.graph(), request));
  }

  private Map<String, INDArray> exactGradients(Prepared plans, Batch batch) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    try (Program program = bind(plans.exact(), batch)) {
      program.run();
      plans
          .exactGradients()
          .forEach((layer, variable) -> gradients.put(layer, program.value(variable).dup('c')));
    }
    return gradients;
  }

  private Program bind(Pass pass, Batch batch) {
    Network network = pass.network();
    BatchBuffers buffers = new BatchBuffers(network);
    buffers.load(batch);
    Map<String, INDArray> inputs = new LinkedHashMap<>(step.buffers());
    inputs.putAll(step.stepBuffers());
    inputs.put(network.input().variable().name(), buffers.images());
    inputs.put(network.labels().variable().name(), buffers.labels());
    return pass.plan().bind(inputs, Map.of());
  }
}
