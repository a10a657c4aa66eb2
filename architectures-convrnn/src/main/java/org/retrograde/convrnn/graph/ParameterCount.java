// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How large a graph is, by arithmetic alone.
 *
 * @param parameters the numbers of values by node, in the graph's order, fixed ones included
 * @param multiplications the products of weights and activations that each node takes in a step for
 *     one image
 * @param states the values that each node's cell keeps from step to step for one image
 * @param outputs the values that each node gives to others in a step for one image
 * @param fixed the values among the parameters that training does not change
 */
public record ParameterCount(
    Map<String, Long> parameters,
    Map<String, Long> multiplications,
    Map<String, Long> states,
    Map<String, Long> outputs,
    long fixed) {

  /**
   * Counts.
   *
   * @param graph the graph
   * @return its numbers
   * @throws org.retrograde.api.error.RetrogradeException if a cell is not one of this module's
   */
  public static ParameterCount of(GraphSpec graph) {
    Map<String, Long> parameters = new LinkedHashMap<>();
    Map<String, Long> multiplications = new LinkedHashMap<>();
    List<NodeParameter> all = GraphParameters.of(graph);
    for (NodeParameter parameter : all) {
      parameters.merge(parameter.node(), parameter.size(), Long::sum);
      multiplications.merge(parameter.node(), parameter.size() * parameter.uses(), Long::sum);
    }
    Map<String, Long> states = new LinkedHashMap<>();
    Map<String, Long> outputs = new LinkedHashMap<>();
    Map<String, NodeShapes> shapes = graph.shapes();
    for (NodeSpec node : graph.nodes()) {
      NodeShapes inside = Objects.requireNonNull(shapes.get(node.name()));
      states.put(node.name(), states(node, inside.cell()));
      outputs.put(node.name(), inside.output().size());
    }
    long fixed = all.stream().filter(p -> !p.trainable()).mapToLong(NodeParameter::size).sum();
    return new ParameterCount(parameters, multiplications, states, outputs, fixed);
  }

  /**
   * Returns the number of parameters as published, with the fixed decays of nodes without memory.
   *
   * @return all values
   */
  public long total() {
    return sum(parameters);
  }

  /**
   * Returns the number of parameters that training changes.
   *
   * @return all values but the fixed ones
   */
  public long trainable() {
    return total() - fixed;
  }

  /**
   * Returns the products of weights and activations in a step for one image.
   *
   * @return multiply-accumulates of all nodes
   */
  public long multiplicationsPerStep() {
    return sum(multiplications);
  }

  /**
   * Returns the values kept from step to step for one image.
   *
   * @return those of all cells
   */
  public long stateSize() {
    return sum(states);
  }

  private static long states(NodeSpec node, ValueShape cell) {
    return node.cell()
        .map(spec -> cell.size() / cell.channels() * CellLayouts.stateChannels(spec, cell))
        .orElse(0L);
  }

  private static long sum(Map<String, Long> values) {
    return values.values().stream().mapToLong(Long::longValue).sum();
  }
}
