// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Network;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.Optimizer;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ParameterGroup;

/**
 * One training step, made ready once and run any number of times: forward, backward, the update of
 * W, the update of B.
 *
 * <p>Arrays have the names {@code layer.W}, {@code layer.b}, {@code layer.B}, {@code layer.gamma},
 * {@code layer.beta}, {@code layer.runningMean} and {@code layer.runningVariance}. A dense W is
 * {@code [in, out]} and a dense B {@code [out, in]}; kernels and convolutional B are {@code [kh,
 * kw, in, out]}. Not safe for use by several threads.
 */
public final class TrainingStep implements AutoCloseable {

  private static final String TASK = "task";
  private static final String ALIGNMENT = "alignment";

  private final StepPlan plan;
  private final TrainingGraph graph;
  private final NetworkParameters parameters;
  private final ParameterFiles files;
  private final BatchBuffers batchBuffers;
  private final Program program;
  private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();
  private final AlignmentProbe probe;
  private final StepLosses losses;
  private final KernelLibrary kernels;
  private final StepInputBuffers stepInputs;
  private final List<FeedbackConstraints> constraints;
  private final FeedbackPhases phases;
  private final List<Program> lossPrograms = new ArrayList<>();
  private Progress progress = Progress.start();
  private long steps;

  /**
   * Draws the parameters and compiles the step.
   *
   * @param network a network for training, not differentiated yet
   * @param rules the rule of each layer
   * @param task the optimiser of W, biases, scales and shifts
   * @param alignment the optimiser of B
   * @param seed the seed of the initial values
   * @param kernels the kernel library
   */
  public TrainingStep(
      Network network,
      RuleAssignment rules,
      OptimizerSpec task,
      OptimizerSpec alignment,
      long seed,
      KernelLibrary kernels) {
    this(StepPlan.of(network, rules, new Compiler(kernels)), task, alignment, seed, kernels);
  }

  /**
   * Draws the parameters and makes a planned step ready.
   *
   * @param plan the plan
   * @param task the optimiser of W, biases, scales and shifts
   * @param alignment the optimiser of B
   * @param seed the seed of the initial values
   * @param kernels the kernel library
   */
  public TrainingStep(
      StepPlan plan,
      OptimizerSpec task,
      OptimizerSpec alignment,
      long seed,
      KernelLibrary kernels) {
    this.kernels = kernels;
    this.plan = plan;
    graph = plan.graph();
    parameters = new NetworkParameters(graph, seed);
    batchBuffers = new BatchBuffers(graph.network());
    stepInputs = new StepInputBuffers(graph.stepInputs(), graph.network().precision(), seed);
    stepInputs.fill(0, progress);
    addOptimizer(TASK, task, parameters.task(), seed);
    parameters.alignment().forEach(group -> addOptimizer(ALIGNMENT, alignment, group, seed));
    parameters
        .alignedWeights()
        .forEach((name, group) -> addOptimizer(StepPlan.alignedName(name), alignment, group, seed));
    files = new ParameterFiles(graph, parameters, optimizers);
    program = plan.plan().bind(inputs(), targets());
    probe = new AlignmentProbe(graph, inputs(), kernels);
    constraints =
        graph.feedback().stream().anyMatch(feedback -> feedback.constrained().isPresent())
            ? List.of(FeedbackConstraints.of(graph, inputs(), kernels))
            : List.of();
    phases = new FeedbackPhases(graph, parameters, seed);
    losses = new StepLosses(graph.network(), program, this::compute);
  }

  /**
   * Makes one step.
   *
   * @param batch images and labels, as many as the network takes
   * @param taskRate the learning rate of W, schedule included
   * @param alignmentRate the learning rate of B, schedule included
   * @return the task's loss before the update
   * @throws org.retrograde.api.error.RetrogradeException if the loss is not finite, naming step and
   *     layer; nothing is updated then
   */
  public double run(Batch batch, double taskRate, double alignmentRate) {
    return run(batch, StepRates.both(taskRate, alignmentRate));
  }

  /**
   * Makes one step in which groups may rest. The running averages rest with the task.
   *
   * @param batch images and labels, as many as the network takes
   * @param rates the learning rates
   * @return the task's loss before the update
   * @throws org.retrograde.api.error.RetrogradeException if the loss is not finite, naming step and
   *     layer; nothing is updated then. Or if a group's gradients are clipped by their norm and it
   *     is not finite; that group is not updated then
   */
  public double run(Batch batch, StepRates rates) {
    double loss = runWithoutUpdate(batch);
    update(TASK, rates.task());
    update(ALIGNMENT, rates.alignment());
    parameters
        .alignedWeights()
        .keySet()
        .forEach(name -> update(StepPlan.alignedName(name), rates.alignment()));
    if (rates.alignment().isPresent()) {
      constraints.forEach(FeedbackConstraints::apply);
    }
    if (rates.task().isPresent()) {
      parameters.states().forEach(ParameterGroup::takeNext);
    }
    steps++;
    return loss;
  }

  /**
   * Runs forward and backward only, so that gradients can be read.
   *
   * @param batch images and labels, as many as the network takes
   * @return the task's loss
   * @throws org.retrograde.api.error.RetrogradeException if the loss is not finite, naming step and
   *     layer
   */
  public double runWithoutUpdate(Batch batch) {
    batchBuffers.load(batch);
    stepInputs.fill(steps, progress);
    program.run();
    return losses.requireFinite(steps + 1);
  }

  /**
   * Says how far the run is, for coefficients that change over the epochs.
   *
   * @param now what holds from the next step on; the start of a run if this is never called
   */
  public void moveTo(Progress now) {
    progress = now;
  }

  /**
   * Runs what the rules do with feedback weights before an epoch.
   *
   * @param epoch the epoch that begins, from 0
   */
  public void startEpoch(long epoch) {
    if (!phases.isEmpty()) {
      phases.run(epoch);
      program.refresh();
    }
  }

  /**
   * Measures the kernels of forward and backward; nothing is updated.
   *
   * @param batch images and labels, as many as the network takes
   * @param runs how many runs count, at least 1; some that do not count come before
   * @return the median of the seconds of each of the plan's instructions
   */
  public List<Double> profile(Batch batch, int runs) {
    batchBuffers.load(batch);
    return KernelTimes.medians(program, plan.plan().instructions().size(), runs);
  }

  /**
   * Returns the logits of the last batch.
   *
   * @return {@code [batch, classes]} in row-major order, a new array
   */
  public float[] logits() {
    return program.value(graph.network().logits().variable().name()).data().asFloat();
  }

  /**
   * Computes what the rules minimise besides the task's loss, for the last batch and the present
   * weights, by a program of its own, made at the first call: a step does not pay for it.
   *
   * @return the sum over all layers; 0 if they minimise nothing
   */
  public double alignmentLoss() {
    if (graph.alignmentLoss().isEmpty()) {
      return 0;
    }
    String name = graph.alignmentLoss().get().name();
    if (lossPrograms.isEmpty()) {
      lossPrograms.add(compute(Set.of(name)));
    } else {
      lossPrograms.get(0).run();
    }
    return lossPrograms.get(0).value(name).getDouble(0);
  }

  /**
   * Returns the number of steps done.
   *
   * @return at least 0
   */
  public long steps() {
    return steps;
  }

  /**
   * Returns the memory of the program's buffers, of the parameters with their gradients, and of the
   * optimisers' state.
   *
   * @return bytes
   */
  public long plannedBytes() {
    return plan.plan().plannedBytes() + plan.parameterBytes() + files.optimizerBytes();
  }

  /**
   * Returns the names of all parameters, feedback weights and running averages.
   *
   * @return the names, in a fixed order
   */
  public Set<String> names() {
    return new LinkedHashSet<>(parameters.buffers().keySet());
  }

  /**
   * Returns a copy of an array.
   *
   * @param name one of {@link #names()}
   * @return its present values
   */
  public NamedArray get(String name) {
    return files.get(name);
  }

  /**
   * Overwrites an array.
   *
   * @param name one of {@link #names()}
   * @param value the new values, of the shape that {@link #get} returns
   * @throws org.retrograde.api.error.RetrogradeException if the shape differs
   */
  public void set(String name, NamedArray value) {
    files.set(name, value);
    program.refresh();
  }

  /**
   * Begins from other weights than those drawn. Feedback weights that begin as the signs of W
   * follow.
   *
   * @param arrays by name what to overwrite, in the shapes that {@link #get} returns
   * @throws org.retrograde.api.error.RetrogradeException if a shape differs
   * @throws IllegalArgumentException if a name is not one of {@link #names()}
   */
  public void startFrom(Map<String, NamedArray> arrays) {
    arrays.forEach(files::set);
    parameters.takeSigns(graph);
    arrays.forEach(files::set);
    program.refresh();
  }

  /**
   * Returns a gradient of the last batch, weight decay not included.
   *
   * @param name the parameter's or the feedback weights' name; {@code alignment/} before the name
   *     of a W for the gradient with which alignment moves it
   * @return the gradient, of the shape that {@link #get} returns
   * @throws IllegalArgumentException if nothing drives the array
   */
  public NamedArray gradient(String name) {
    return files.gradient(name);
  }

  /**
   * Measures angles and norms of the present weights.
   *
   * @param step the number of steps done, for the record
   * @return the measurement
   */
  public AlignmentRecord alignment(long step) {
    return probe.measure(step);
  }

  /**
   * Returns a copy of everything that the next step depends on.
   *
   * @return all arrays by name, the optimisers' state and the step count included
   */
  public Map<String, NamedArray> save() {
    Map<String, NamedArray> arrays = new LinkedHashMap<>(files.save(steps));
    phases.memory().forEach((name, values) -> arrays.put(name, NamedArray.row(values.clone())));
    arrays.put("steps", NamedArray.scalar(steps));
    return arrays;
  }

  /**
   * Restores what {@link #save} returned.
   *
   * @param arrays the arrays
   * @throws org.retrograde.api.error.RetrogradeException if a name is missing or left over, or a
   *     shape differs; nothing is changed then
   */
  public void restore(Map<String, NamedArray> arrays) {
    Map<String, NamedArray> rest = new LinkedHashMap<>(arrays);
    NamedArray count = rest.remove("steps");
    Map<String, double[]> memory = phases.takeFrom(rest);
    files.restore(rest);
    phases.remember(memory);
    program.refresh();
    steps = count == null ? 0 : ((long[]) count.values())[0];
    stepInputs.fill(Math.max(0, steps - 1), progress);
  }

  /** Frees the programs' buffers; parameters can still be read. */
  @Override
  public void close() {
    program.close();
    probe.close();
    constraints.forEach(FeedbackConstraints::close);
    lossPrograms.forEach(Program::close);
  }

  /** The live buffers by placeholder name, which an evaluation program shares. */
  Map<String, INDArray> buffers() {
    return parameters.buffers();
  }

  /** Whether anything moves by the alignment optimiser. */
  boolean aligns() {
    return optimizers.containsKey(ALIGNMENT);
  }

  private void addOptimizer(String name, OptimizerSpec spec, ParameterGroup group, long seed) {
    LongFunction<RandomStream> noise = at -> RandomStream.of(seed, "update-noise/" + name, at);
    optimizers.put(name, Optimizer.of(spec, group, noise, kernels));
  }

  private void update(String name, OptionalDouble rate) {
    Optimizer optimizer = optimizers.get(name);
    if (optimizer != null && rate.isPresent()) {
      optimizer.update(rate.getAsDouble(), steps);
    }
  }

  /** What the rules had anew in the last step, by placeholder name. */
  Map<String, INDArray> stepBuffers() {
    return stepInputs.buffers();
  }

  private Map<String, INDArray> inputs() {
    Network network = graph.network();
    Map<String, INDArray> inputs = new LinkedHashMap<>(parameters.buffers());
    inputs.put(network.input().variable().name(), batchBuffers.images());
    inputs.put(network.labels().variable().name(), batchBuffers.labels());
    inputs.putAll(stepInputs.buffers());
    return inputs;
  }

  /** Runs a program of its own for some variables, on the last batch and the present weights. */
  private Program compute(Set<String> variables) {
    Bindings bindings = new Bindings(inputs(), Map.of(), variables);
    Program once = new Compiler(kernels).compile(graph.network().graph(), bindings);
    once.run();
    return once;
  }

  private Map<String, INDArray> targets() {
    Map<String, INDArray> views = parameters.gradientViews();
    Map<String, INDArray> targets = new LinkedHashMap<>();
    plan.targets()
        .forEach(
            (variable, name) -> targets.put(variable, Objects.requireNonNull(views.get(name))));
    return targets;
  }
}
