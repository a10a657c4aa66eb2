// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;

/** What has to hold of nodes and edges before shapes can be inferred. */
final class GraphCheck {

  private final List<NodeSpec> nodes;
  private final List<EdgeSpec> edges;
  private final Places places;
  private final Set<String> names = new LinkedHashSet<>();

  private GraphCheck(List<NodeSpec> nodes, List<EdgeSpec> edges, Places places) {
    this.nodes = nodes;
    this.edges = edges;
    this.places = places;
  }

  /** Returns the checked topology. */
  static Topology require(
      List<NodeSpec> nodes, List<EdgeSpec> edges, String output, Places places) {
    GraphCheck check = new GraphCheck(nodes, edges, places);
    check.requireNames();
    check.requireEdges();
    check.requireOutput(output);
    Topology topology = new Topology(nodes, edges);
    check.requireInputs(topology);
    check.requireReachable(topology, output);
    check.requireOperations(topology);
    return topology;
  }

  /** Says that a name belongs to no node. */
  static RetrogradeException unknown(String where, String name, Set<String> names) {
    String advice =
        Nearest.to(name, names).map(near -> "did you mean '" + near + "'?").orElse("add the node");
    return Problems.usage(
        where, "unknown node '" + name + "'", "one of " + String.join(", ", names), advice);
  }

  private void requireNames() {
    if (nodes.isEmpty()) {
      throw Problems.usage(places.graph(), "no nodes", "at least one", "add a node");
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (!names.add(nodes.get(i).name())) {
        throw Problems.usage(
            places.node(i, Places.Part.NAME),
            "a second node '" + nodes.get(i).name() + "'",
            "each name once",
            "rename one of the two");
      }
    }
  }

  private void requireEdges() {
    Set<EdgeSpec> seen = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (int i = 0; i < edges.size(); i++) {
      EdgeSpec edge = edges.get(i);
      for (String end : List.of(edge.from(), edge.to())) {
        ends.add(end);
        if (!names.contains(end)) {
          throw unknown(places.edge(i), end, names);
        }
      }
      if (!seen.add(edge)) {
        throw Problems.usage(
            places.edge(i), "the edge " + edge + " twice", "each edge once", "remove one");
      }
    }
    for (int i = 0; i < nodes.size() && nodes.size() > 1; i++) {
      if (!ends.contains(nodes.get(i).name())) {
        throw Problems.usage(
            places.node(i, Places.Part.NAME),
            "node '" + nodes.get(i).name() + "' without an edge",
            "every node at an end of some edge",
            "add an edge from or to it, or remove the node");
      }
    }
  }

  private void requireOutput(String output) {
    if (!names.contains(output)) {
      throw unknown(places.graph() + ": output", output, names);
    }
  }

  private void requireInputs(Topology topology) {
    for (int i = 0; i < nodes.size(); i++) {
      NodeSpec node = nodes.get(i);
      List<String> sources = topology.predecessors(node.name());
      if (node.shapeFrom().isPresent() && !sources.contains(node.shapeFrom().orElseThrow())) {
        throw notPredecessor(
            places.node(i, Places.Part.SHAPE_FROM), node, node.shapeFrom().orElseThrow(), sources);
      }
    }
    if (topology.inputs().isEmpty()) {
      throw Problems.usage(
          places.graph(),
          "no node with an image's shape",
          "at least one input node",
          "give the first node the shape of the image");
    }
  }

  private RetrogradeException notPredecessor(
      String where, NodeSpec node, String found, List<String> sources) {
    if (!names.contains(found) && !found.equals(NodeSpec.IMAGE)) {
      return unknown(where, found, names);
    }
    String expected =
        sources.isEmpty()
            ? "a node with an edge to '" + node.name() + "'"
            : "one of " + String.join(", ", sources);
    return Problems.usage(
        where, "'" + found + "'", expected, "add the edge " + found + " -> " + node.name());
  }

  private void requireReachable(Topology topology, String output) {
    Map<String, Integer> reached = topology.depths();
    Map<String, Integer> leading = topology.distancesTo(output);
    for (int i = 0; i < nodes.size(); i++) {
      String name = nodes.get(i).name();
      if (!reached.containsKey(name)) {
        throw Problems.usage(
            places.node(i, Places.Part.NAME),
            "node '" + name + "', which no input node reaches",
            "a way from " + String.join(" or ", topology.inputs()),
            "add an edge to '" + name + "'");
      }
      if (!leading.containsKey(name)) {
        throw Problems.usage(
            places.node(i, Places.Part.NAME),
            "node '" + name + "', from which nothing leads to '" + output + "'",
            "a way to the output node",
            "add an edge from '" + name + "', or name another output");
      }
    }
  }

  private void requireOperations(Topology topology) {
    for (int i = 0; i < nodes.size(); i++) {
      requireBefore(i, topology);
      NodeSpec node = nodes.get(i);
      for (int k = 0; k < node.after().size(); k++) {
        if (node.after().get(k) instanceof OperationSpec.ComponentConvolution) {
          throw Problems.usage(
              places.node(i, Places.Part.AFTER, k),
              "a convolution that names an input, after the cell",
              "it before the cell",
              "use a plain convolution");
        }
      }
      requireHarbor(i, topology);
    }
  }

  private void requireBefore(int i, Topology topology) {
    NodeSpec node = nodes.get(i);
    if (node.componentInputs().count() > 1) {
      throw Problems.usage(
          places.node(i, Places.Part.BEFORE),
          "several convolutions that name an input",
          "one, the first",
          "make the others plain convolutions");
    }
    for (int k = 0; k < node.before().size(); k++) {
      String where = places.node(i, Places.Part.BEFORE, k);
      if (node.before().get(k) instanceof OperationSpec.ComponentConvolution convolution) {
        requireInput(where, node, convolution.inputName(), topology);
      }
      if (node.before().get(k) instanceof OperationSpec.ResidualAdd) {
        throw Problems.usage(
            where, "a residual before the cell", "it after the cell", "move it there");
      }
    }
  }

  private void requireInput(String where, NodeSpec node, String input, Topology topology) {
    List<String> sources = topology.predecessors(node.name());
    if (input.equals(NodeSpec.IMAGE) ? node.isInput() : sources.contains(input)) {
      return;
    }
    throw notPredecessor(where, node, input, sources);
  }

  private void requireHarbor(int i, Topology topology) {
    NodeSpec node = nodes.get(i);
    int inputs = topology.predecessors(node.name()).size() + (node.isInput() ? 1 : 0);
    if (node.feedsCell() && inputs > 1 && node.harbor().channels() != ChannelOperation.CONCAT) {
      throw Problems.usage(
          places.node(i, Places.Part.HARBOR),
          "inputs that are combined by " + Words.of(node.harbor().channels()),
          "concat: the cell takes feedback apart from the feedforward input",
          "set the channel operation to concat, or remove the feedback edges");
    }
  }
}
