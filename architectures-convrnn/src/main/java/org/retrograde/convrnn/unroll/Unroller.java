// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.convrnn.graph.EdgeSpec;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeShapes;
import org.retrograde.convrnn.graph.NodeSpec;
import org.retrograde.convrnn.graph.ValueShape;

/**
 * Computes a graph's nodes step by step. What no image has reached yet is computed once for all
 * images, and what stands still is not computed again.
 */
public final class Unroller {

  private final GraphSpec graph;
  private final Unrolling unrolling;
  private final Map<String, NodeShapes> shapes;
  private final Map<String, NodeBuilder> builders = new LinkedHashMap<>();

  /**
   * Prepares a graph.
   *
   * @param graph the graph
   * @param cells the cells by id
   * @param unrolling when outputs arrive
   * @throws org.retrograde.api.error.RetrogradeException if a cell is unknown, or its options are
   */
  public Unroller(GraphSpec graph, Map<String, RecurrentCell> cells, Unrolling unrolling) {
    this.graph = graph;
    this.unrolling = unrolling;
    this.shapes = graph.shapes();
    for (String name : unrolling.order(graph)) {
      NodeSpec node = graph.node(name);
      builders.put(
          name, new NodeBuilder(node, sources(node), shapes(name), NodeCell.of(node, cells)));
    }
  }

  /**
   * Adds all steps to a network.
   *
   * @param layers where layers come from
   * @param images what input nodes read in each step, {@code [batch or 1, height, width, channels]}
   * @param gradientSteps how many steps back from the last an error is carried
   * @param once whether what no image has reached is computed once for all images
   * @return each node's output in each step, the nodes in the graph's order
   */
  public Map<String, List<Tensor>> unroll(
      SharedLayers layers, List<Tensor> images, int gradientSteps, boolean once) {
    Map<String, List<Tensor>> outputs = new LinkedHashMap<>();
    Map<String, List<Tensor>> states = new HashMap<>();
    graph.nodes().forEach(node -> outputs.put(node.name(), new ArrayList<>()));
    for (int t = 0; t < images.size(); t++) {
      boolean cut = t == images.size() - gradientSteps;
      Run run = new Run(layers, t, cut, once, outputs, states);
      for (String name : builders.keySet()) {
        run.step(name, images.get(t));
      }
    }
    return outputs;
  }

  private List<String> sources(NodeSpec node) {
    List<String> names = new ArrayList<>(graph.predecessors(node.name()));
    if (node.isInput()) {
      names.add(0, NodeSpec.IMAGE);
    }
    return names;
  }

  private NodeShapes shapes(String name) {
    return Objects.requireNonNull(shapes.get(name));
  }

  /** One step of all nodes. */
  private final class Run {

    private final SharedLayers layers;
    private final int time;
    private final UnaryOperator<Tensor> start;
    private final UnaryOperator<Tensor> passing;
    private final Map<String, List<Tensor>> outputs;
    private final Map<String, List<Tensor>> states;

    Run(
        SharedLayers layers,
        int time,
        boolean cut,
        boolean once,
        Map<String, List<Tensor>> outputs,
        Map<String, List<Tensor>> states) {
      this.layers = layers;
      this.time = time;
      this.start = once ? UnaryOperator.identity() : layers::repeat;
      this.passing = cut ? layers::stopGradient : UnaryOperator.identity();
      this.outputs = outputs;
      this.states = states;
    }

    void step(String name, Tensor image) {
      NodeBuilder builder = Objects.requireNonNull(builders.get(name));
      List<Tensor> zeros = builder.initial(layers).stream().map(start).toList();
      List<Tensor> before = states.getOrDefault(name, zeros);
      NodeBuilder.Result result =
          builder.step(layers, inputs(name, image), before.stream().map(passing).toList());
      outputs(name).add(result.output());
      states.put(name, result.states());
    }

    private List<Tensor> inputs(String name, Tensor image) {
      List<Tensor> inputs = new ArrayList<>();
      Optional.of(image).filter(i -> graph.node(name).isInput()).ifPresent(inputs::add);
      graph.predecessors(name).forEach(source -> inputs.add(read(new EdgeSpec(source, name))));
      return inputs;
    }

    private Tensor read(EdgeSpec edge) {
      List<Tensor> source = outputs(edge.from());
      if (!unrolling.takesStep(edge)) {
        return source.get(time);
      }
      return time == 0
          ? silence(shapes(edge.from()).output())
          : passing.apply(source.get(time - 1));
    }

    /** What a node is taken to have given before the first step. */
    private Tensor silence(ValueShape shape) {
      return start.apply(
          layers.constant(
              0,
              shape.spatial()
                  ? List.of(shape.height(), shape.width(), shape.channels())
                  : List.of(shape.channels())));
    }

    private List<Tensor> outputs(String name) {
      return Objects.requireNonNull(outputs.get(name));
    }
  }
}
