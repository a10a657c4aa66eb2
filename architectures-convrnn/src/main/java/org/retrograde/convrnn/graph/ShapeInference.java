// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.RetrogradeException;

/**
 * Finds the shapes of all nodes. Along cycles they depend on each other, so they are computed again
 * until nothing changes; first from the nodes that harbors take their size from alone.
 */
final class ShapeInference {

  private final List<NodeSpec> nodes;
  private final Topology topology;
  private final Places places;

  private ShapeInference(List<NodeSpec> nodes, Topology topology, Places places) {
    this.nodes = nodes;
    this.topology = topology;
    this.places = places;
  }

  static Map<String, NodeShapes> of(
      List<NodeSpec> nodes, List<EdgeSpec> edges, String output, Places places) {
    Topology topology = GraphCheck.require(nodes, edges, output, places);
    return new ShapeInference(nodes, topology, places).settle();
  }

  private Map<String, NodeShapes> settle() {
    Map<String, ValueShape> outputs = first();
    for (int round = 0; round <= nodes.size(); round++) {
      Map<String, NodeShapes> shapes = new LinkedHashMap<>();
      Map<String, ValueShape> next = new LinkedHashMap<>();
      for (int i = 0; i < nodes.size(); i++) {
        NodeShapes node =
            new NodeInference(i, nodes.get(i), places, true)
                .shapes(size(i, outputs), inputs(i, outputs));
        shapes.put(nodes.get(i).name(), node);
        next.put(nodes.get(i).name(), node.output());
      }
      if (next.equals(outputs)) {
        return shapes;
      }
      outputs = next;
    }
    throw endless();
  }

  /** Each node from the one that its size is from, so that those are known before the others. */
  private Map<String, ValueShape> first() {
    Map<String, ValueShape> outputs = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      infer(i, outputs, new HashSet<>());
    }
    return outputs;
  }

  private ValueShape infer(int i, Map<String, ValueShape> outputs, Set<Integer> open) {
    NodeSpec node = nodes.get(i);
    @Nullable ValueShape known = outputs.get(node.name());
    if (known != null) {
      return known;
    }
    if (!open.add(i)) {
      throw Problems.usage(
          places.node(i, Places.Part.SHAPE_FROM),
          "nodes whose shapes are from each other",
          "shapes that lead back to an input node",
          "name another predecessor");
    }
    ValueShape source =
        node.isInput()
            ? ValueShape.of(node.image().orElseThrow())
            : infer(index(node.shapeFrom().orElseThrow()), outputs, open);
    NodeInference inference = new NodeInference(i, node, places, false);
    ValueShape output = inference.shapes(source, List.of(source)).output();
    outputs.put(node.name(), output);
    return output;
  }

  private List<ValueShape> inputs(int i, Map<String, ValueShape> outputs) {
    NodeSpec node = nodes.get(i);
    List<ValueShape> inputs = new ArrayList<>();
    node.image().map(ValueShape::of).ifPresent(inputs::add);
    topology.predecessors(node.name()).stream()
        .map(name -> Objects.requireNonNull(outputs.get(name)))
        .forEach(inputs::add);
    return inputs;
  }

  private ValueShape size(int i, Map<String, ValueShape> outputs) {
    NodeSpec node = nodes.get(i);
    return node.image()
        .map(ValueShape::of)
        .orElseGet(() -> Objects.requireNonNull(outputs.get(node.shapeFrom().orElseThrow())));
  }

  private int index(String name) {
    return List.copyOf(topology.names()).indexOf(name);
  }

  private RetrogradeException endless() {
    return Problems.usage(
        places.graph(),
        "channels that grow each time around a cycle",
        "a convolution somewhere on every cycle",
        "give a node on the cycle a convolution before its cell");
  }

  /** One node, all of whose inputs are known, or only the one that it has its size from. */
  private record NodeInference(int index, NodeSpec node, Places places, boolean complete) {

    NodeShapes shapes(ValueShape size, List<ValueShape> inputs) {
      ValueShape sized = sized(size, inputs);
      ValueShape harbor = node.feedsCell() ? sized.withChannels(inputs.get(0).channels()) : sized;
      List<ValueShape> before = run(Places.Part.BEFORE, node.before(), harbor, harbor);
      ValueShape x = before.isEmpty() ? harbor : before.get(before.size() - 1);
      ValueShape cell = cell(x);
      List<ValueShape> after = run(Places.Part.AFTER, node.after(), cell, harbor);
      return new NodeShapes(inputs, harbor, feedback(sized, harbor), before, cell, after);
    }

    /** The harbor's height and width, with all channels. */
    private ValueShape sized(ValueShape size, List<ValueShape> inputs) {
      if (inputs.stream().anyMatch(input -> input.spatial() != size.spatial())) {
        throw Problems.usage(
            places.node(index, Places.Part.HARBOR),
            "images and features: " + inputs,
            "inputs of one kind",
            "remove flatten or a global pool from the node that gives features");
      }
      return node.harbor().channels() == ChannelOperation.CONCAT
          ? size.withChannels(inputs.stream().mapToInt(ValueShape::channels).sum())
          : size;
    }

    private Optional<ValueShape> feedback(ValueShape sized, ValueShape harbor) {
      int channels = sized.channels() - harbor.channels();
      return channels == 0 ? Optional.empty() : Optional.of(sized.withChannels(channels));
    }

    private ValueShape cell(ValueShape x) {
      if (node.cell().isEmpty()) {
        return x;
      }
      CellSpec cell = node.cell().orElseThrow();
      ValueShape y = x.withChannels(cell.channels().orElse(x.channels()));
      if (complete && CellLayouts.needsEqualChannels(cell) && !x.equals(y)) {
        throw Problems.usage(
            places.node(index, Places.Part.CELL),
            "cell " + cell.id() + " from " + x + " to " + y.channels() + " channels",
            "as many channels out of it as into it",
            "set its channels to " + x.channels() + ", or change the convolution before it");
      }
      return y;
    }

    private List<ValueShape> run(
        Places.Part part, List<OperationSpec> operations, ValueShape start, ValueShape residual) {
      List<ValueShape> shapes = new ArrayList<>();
      ValueShape x = start;
      for (int k = 0; k < operations.size(); k++) {
        x = step(places.node(index, part, k), operations.get(k), x, residual);
        shapes.add(x);
      }
      return shapes;
    }

    private static ValueShape step(
        String where, OperationSpec operation, ValueShape x, ValueShape residual) {
      try {
        if (operation instanceof OperationSpec.ResidualAdd) {
          OperationShapes.requireAddable(residual, x);
        }
        return OperationShapes.after(operation, x);
      } catch (OperationShapes.Misfit e) {
        throw Problems.usage(where, e.found(), e.expected(), e.advice());
      }
    }
  }
}
