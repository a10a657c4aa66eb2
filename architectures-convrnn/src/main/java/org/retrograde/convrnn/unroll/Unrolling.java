// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.List;
import org.retrograde.convrnn.graph.EdgeSpec;
import org.retrograde.convrnn.graph.EngineeringOrder;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeSpec;

/** When a node's output reaches its successors. */
public sealed interface Unrolling {

  /**
   * Returns the nodes in an order in which they can be computed within a step.
   *
   * @param graph the graph
   * @return every node once
   */
  List<String> order(GraphSpec graph);

  /**
   * Tells whether an edge takes a step.
   *
   * @param edge an edge of the graph
   * @return false if its end reads its beginning in the same step
   */
  boolean takesStep(EdgeSpec edge);

  /** Every edge takes one step of about 10 ms. */
  record Biological() implements Unrolling {

    @Override
    public List<String> order(GraphSpec graph) {
      return graph.nodes().stream().map(NodeSpec::name).toList();
    }

    @Override
    public boolean takesStep(EdgeSpec edge) {
      return true;
    }
  }

  /**
   * Only edges against an order take a step.
   *
   * @param order the order within a step
   */
  record Engineering(EngineeringOrder order) implements Unrolling {

    @Override
    public List<String> order(GraphSpec graph) {
      return order.nodes();
    }

    @Override
    public boolean takesStep(EdgeSpec edge) {
      return order.takesStep(edge);
    }
  }
}
