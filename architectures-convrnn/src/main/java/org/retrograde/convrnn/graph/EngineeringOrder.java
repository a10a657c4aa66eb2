// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order in which nodes are computed within a step, when an edge to a later node takes no time
 * and one to an earlier node takes a step.
 *
 * @param nodes every node once
 */
public record EngineeringOrder(List<String> nodes) {

  /** Copies the list. */
  public EngineeringOrder {
    nodes = List.copyOf(nodes);
  }

  /**
   * The order of a graph without cycles.
   *
   * @param graph the graph
   * @return an order in which no edge takes a step; among nodes that may come next, the one that
   *     was written first
   * @throws org.retrograde.api.error.RetrogradeException if there is a cycle, so that somebody has
   *     to say which edge takes a step
   */
  public static EngineeringOrder of(GraphSpec graph) {
    Topology topology = graph.topology();
    List<String> order = new ArrayList<>();
    List<String> open = new ArrayList<>(topology.names());
    while (!open.isEmpty()) {
      String next =
          open.stream()
              .filter(name -> order.containsAll(topology.predecessors(name)))
              .findFirst()
              .orElseThrow(
                  () ->
                      Problems.usage(
                          "graph: unrolling",
                          "a cycle among " + String.join(", ", onCycles(topology, open)),
                          "an explicit order of all nodes",
                          "add 'order', a list of node names in the order within a step, or use"
                              + " the biological unrolling"));
      order.add(next);
      open.remove(next);
    }
    return new EngineeringOrder(order);
  }

  /**
   * An order that was chosen.
   *
   * @param graph the graph
   * @param nodes every node of the graph once
   * @return the order
   * @throws org.retrograde.api.error.RetrogradeException if a name is unknown, missing, or stands
   *     twice
   */
  public static EngineeringOrder of(GraphSpec graph, List<String> nodes) {
    Set<String> names = new TreeSet<>(graph.topology().names());
    Set<String> missing = new TreeSet<>(names);
    Set<String> seen = new HashSet<>();
    for (String name : nodes) {
      if (!names.contains(name)) {
        throw GraphCheck.unknown("graph: order", name, names);
      }
      if (!seen.add(name)) {
        throw Problems.usage(
            "graph: order", "'" + name + "' twice", "every node once", "remove one of the two");
      }
      missing.remove(name);
    }
    if (!missing.isEmpty()) {
      throw Problems.usage(
          "graph: order",
          "an order without " + String.join(", ", missing),
          "every node once",
          "add what is missing");
    }
    return new EngineeringOrder(nodes);
  }

  /**
   * Tells whether an edge takes a step.
   *
   * @param edge an edge of the graph
   * @return whether its end is computed before, or is, its beginning
   */
  public boolean takesStep(EdgeSpec edge) {
    return nodes.indexOf(edge.to()) <= nodes.indexOf(edge.from());
  }

  /** Without what only hangs on a cycle. */
  private static List<String> onCycles(Topology topology, List<String> open) {
    List<String> cyclic = new ArrayList<>(open);
    boolean shrinks = true;
    while (shrinks) {
      shrinks =
          cyclic.removeIf(name -> topology.successors(name).stream().noneMatch(cyclic::contains));
    }
    return cyclic;
  }
}
