// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Who reads whom. Names of edges have to be names of nodes. */
final class Topology {

  private final Map<String, NodeSpec> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> predecessors = new LinkedHashMap<>();
  private final Map<String, Set<String>> successors = new LinkedHashMap<>();

  Topology(Collection<NodeSpec> nodes, Collection<EdgeSpec> edges) {
    Map<String, Set<String>> sources = new LinkedHashMap<>();
    for (NodeSpec node : nodes) {
      this.nodes.put(node.name(), node);
      sources.put(node.name(), new TreeSet<>());
      successors.put(node.name(), new TreeSet<>());
    }
    for (EdgeSpec edge : edges) {
      known(sources, edge.to()).add(edge.from());
      known(successors, edge.from()).add(edge.to());
    }
    sources.forEach((name, names) -> predecessors.put(name, ordered(node(name), names)));
  }

  NodeSpec node(String name) {
    return known(nodes, name);
  }

  Collection<String> names() {
    return nodes.keySet();
  }

  /** The feedforward one first, others in the order of their names' characters. */
  List<String> predecessors(String name) {
    return known(predecessors, name);
  }

  Set<String> successors(String name) {
    return known(successors, name);
  }

  List<String> inputs() {
    return names().stream().filter(name -> node(name).isInput()).toList();
  }

  /** The edges on the shortest way from an input node, for all that can be reached. */
  Map<String, Integer> depths() {
    return distances(inputs(), true);
  }

  /** The edges on the shortest way to a node, for all that lead there. */
  Map<String, Integer> distancesTo(String target) {
    return distances(List.of(target), false);
  }

  private Map<String, Integer> distances(List<String> starts, boolean forwards) {
    Map<String, Integer> distances = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(starts);
    starts.forEach(start -> distances.put(start, 0));
    while (!open.isEmpty()) {
      String name = open.remove();
      int next = known(distances, name) + 1;
      for (String neighbour : forwards ? successors(name) : predecessors(name)) {
        if (distances.putIfAbsent(neighbour, next) == null) {
          open.add(neighbour);
        }
      }
    }
    return distances;
  }

  private static List<String> ordered(NodeSpec node, Set<String> sources) {
    Set<String> order = new LinkedHashSet<>();
    if (sources.contains(node.feedforward())) {
      order.add(node.feedforward());
    }
    order.addAll(sources);
    return List.copyOf(new ArrayList<>(order));
  }

  private static <T> T known(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), () -> "no node '" + name + "'");
  }
}
