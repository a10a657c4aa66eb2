// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.ParameterRole;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * One cell alone over a few steps, from zero states, and the gradient of {@code sum(output of the
 * last step * r)}.
 *
 * @param cell the cell
 * @param parameters its parameters
 * @param node the cell's node
 * @param filters of a convolution before the cell, if there is one
 * @param activation what follows that convolution
 * @param image the shape of x at one step
 * @param steps the number of steps
 * @param batch the number of images
 */
public record CellTrial(
    RecurrentCell cell,
    Parameters parameters,
    String node,
    Optional<Integer> filters,
    Activation activation,
    ImageShape image,
    int steps,
    int batch) {

  private static final ParameterRole ROLE = ParameterRole.SHIFT;
  private static final Initializer.Constant FREE = new Initializer.Constant(0);

  /**
   * What a run computes.
   *
   * @param outputs by step
   * @param states after the last step
   * @param gradients by parameter's name; {@code x0}, {@code x1}, ... are the inputs'
   */
  public record Results(
      List<INDArray> outputs, List<INDArray> states, Map<String, INDArray> gradients) {

    /** Copies the lists and the map. */
    public Results {
      outputs = List.copyOf(outputs);
      states = List.copyOf(states);
      gradients = Map.copyOf(gradients);
    }
  }

  /**
   * Runs forward and backward.
   *
   * @param weights by name, the cell's parameters and the inputs {@code x0}, {@code x1}, ...
   * @param r what the last output is multiplied by, of its shape
   * @param rule what carries the error
   * @param precision FLOAT or DOUBLE, that of all arrays
   * @param library the kernel library
   * @return the results
   */
  public Results run(
      Map<String, INDArray> weights,
      INDArray r,
      SynapticRule rule,
      DataType precision,
      KernelLibrary library) {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, precision, batch, image, 2);
    SharedLayers layers = builder.shared();
    List<CellStep> results = unroll(layers);
    Tensor last = results.get(steps - 1).output();
    Network network = network(builder, last, layers.parameter("r", last.shape(), ROLE, FREE));
    TrainingGraph graph =
        new Differentiator(RuleAssignment.everywhere(rule)).differentiate(network);
    return execute(graph, results, weights, r, library);
  }

  /**
   * Returns zeros for everything that {@link #run} takes.
   *
   * @param precision FLOAT or DOUBLE
   * @return new arrays, by name
   */
  public Map<String, INDArray> zeros(DataType precision) {
    Map<String, INDArray> zeros = new LinkedHashMap<>();
    network(precision)
        .parameters()
        .forEach(
            p ->
                zeros.put(
                    p.name(),
                    Nd4j.zeros(
                        precision,
                        p.tensor().shape().stream().mapToLong(Integer::longValue).toArray())));
    return zeros;
  }

  private Network network(DataType precision) {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, precision, batch, image, 2);
    Tensor last = unroll(builder.shared()).get(steps - 1).output();
    return network(builder, last, last);
  }

  /**
   * Returns the shapes of what one step gives, for checks.
   *
   * @return the output's shape, then the states'
   */
  List<List<Integer>> shapes() {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, batch, image, 2);
    List<CellStep> all = unroll(builder.shared());
    CellStep last = all.get(steps - 1);
    List<List<Integer>> shapes = new ArrayList<>(List.of(last.output().shape()));
    last.states().forEach(state -> shapes.add(state.shape()));
    return shapes;
  }

  private List<CellStep> unroll(SharedLayers layers) {
    List<Integer> shape = List.of(batch, image.height(), image.width(), image.channels());
    List<CellStep> results = new ArrayList<>();
    List<Tensor> states = List.of();
    for (int t = 0; t < steps; t++) {
      Tensor x = layers.parameter("x" + t, shape, ROLE, FREE);
      Tensor input = filters.map(f -> before(layers, x, f)).orElse(x);
      ImageShape arriving = new ImageShape(image.height(), image.width(), input.channels());
      CellSite site = new CellSite(node, arriving, image, Optional.empty());
      if (t == 0) {
        states = cell.states(site, parameters).stream().map(s -> layers.constant(0, s)).toList();
      }
      CellStep step =
          cell.step(layers, site, new CellInput(input, x, Optional.empty()), states, parameters);
      states = step.states();
      results.add(step);
    }
    return results;
  }

  private Tensor before(SharedLayers layers, Tensor x, int count) {
    Tensor y =
        layers.convolution(
            node + "/pre0",
            x,
            new ConvolutionSpec(
                count, 3, 1, Padding.SAME, Optional.of(FREE), new Initializer.GlorotUniform()));
    return layers.activation(activation, y);
  }

  /**
   * A network whose loss is the sum of the product. It has a layer beside the cell that changes
   * nothing, since a network has at least one synapse, and some cells have none.
   */
  private Network network(NetworkBuilder builder, Tensor last, Tensor r) {
    Tensor x = builder.shared().parameter("beside-x", List.of(batch, 1), ROLE, FREE);
    Tensor beside = builder.dense("beside", x, 2, false, FREE);
    SDVariable loss = last.variable().mul(r.variable()).sum().add(beside.variable().sum().mul(0));
    Network any = builder.build(beside, Loss.SOFTMAX_CROSS_ENTROPY);
    return new Network(
        any.graph(),
        any.mode(),
        any.precision(),
        any.input(),
        any.labels(),
        beside,
        List.of(beside),
        Map.of(),
        any.objective(),
        loss,
        any.synapses(),
        any.parameters(),
        any.states(),
        any.stepInputs(),
        any.layers());
  }

  /** 0 for draws, which lie around it, and for what a course has in the end. */
  private static INDArray middle(StepInput input, DataType precision) {
    return Nd4j.zeros(
        precision, input.tensor().shape().stream().mapToLong(Integer::longValue).toArray());
  }

  private Results execute(
      TrainingGraph graph,
      List<CellStep> steps,
      Map<String, INDArray> weights,
      INDArray r,
      KernelLibrary library) {
    Set<String> wanted = new LinkedHashSet<>();
    steps.forEach(step -> wanted.add(step.output().variable().name()));
    List<Tensor> states = steps.get(steps.size() - 1).states();
    states.forEach(state -> wanted.add(state.variable().name()));
    graph.gradients().values().forEach(gradient -> wanted.add(gradient.name()));
    Map<String, INDArray> inputs = new HashMap<>(weights);
    inputs.put("r", r);
    inputs.put("beside-x", Nd4j.zeros(r.dataType(), batch, 1));
    inputs.put("beside.W", Nd4j.zeros(r.dataType(), 1, 2));
    graph.stepInputs().forEach(input -> inputs.put(input.name(), middle(input, r.dataType())));
    try (Program program =
        new Compiler(library)
            .plan(graph.network().graph(), new Request(Set.of(), wanted, Set.of()))
            .bind(inputs, Map.of())) {
      program.run();
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      graph.gradients().forEach((name, v) -> gradients.put(name, program.value(v.name()).dup('c')));
      return new Results(
          steps.stream()
              .map(step -> program.value(step.output().variable().name()).dup('c'))
              .toList(),
          states.stream().map(state -> program.value(state.variable().name()).dup('c')).toList(),
          gradients);
    }
  }
}
