// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network over time as a value: nodes, the edges between them, and which node's output is the
 * network's. Checked when built: names, edges, reachability, and that every shape fits.
 *
 * @param nodes the nodes, in the order in which they were written
 * @param edges who reads whom, feedback and skips included
 * @param output the node whose output is the logits
 */
public record GraphSpec(List<NodeSpec> nodes, List<EdgeSpec> edges, String output) {

  /**
   * Checks the graph.
   *
   * @throws org.retrograde.api.error.RetrogradeException naming node or edge, if a name is unknown
   *     or stands twice, a node cannot be reached, or shapes cannot be combined
   */
  public GraphSpec {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    Places places = Places.of(nodes, edges);
    ShapeInference.of(nodes, edges, output, places);
  }

  /**
   * Returns the node of a name.
   *
   * @param name a node's name
   * @return the node
   * @throws NullPointerException if there is none
   */
  public NodeSpec node(String name) {
    return topology().node(name);
  }

  /**
   * Returns the nodes that read the image.
   *
   * @return their names, at least one
   */
  public List<String> inputs() {
    return topology().inputs();
  }

  /**
   * Returns the nodes that a node reads, in the order in which its harbor takes them. An input
   * node's image is not among them; it comes before all.
   *
   * @param name a node's name
   * @return the feedforward one first, the others sorted by their names' characters ({@code conv10}
   *     before {@code conv6})
   */
  public List<String> predecessors(String name) {
    return topology().predecessors(name);
  }

  /**
   * Returns the shapes inside every node.
   *
   * @return by node's name, in the order of nodes
   */
  public Map<String, NodeShapes> shapes() {
    return ShapeInference.of(nodes, edges, output, Places.of(nodes, edges));
  }

  /**
   * The same graph with more edges.
   *
   * @param more edges that are not there yet
   * @return the new graph
   */
  public GraphSpec withEdges(List<EdgeSpec> more) {
    List<EdgeSpec> all = new ArrayList<>(edges);
    all.addAll(more);
    return new GraphSpec(nodes, all, output);
  }

  /**
   * The same graph with another node in the place of the one of its name.
   *
   * @param node the new node
   * @return the new graph
   */
  public GraphSpec withNode(NodeSpec node) {
    return new GraphSpec(
        nodes.stream().map(old -> old.name().equals(node.name()) ? node : old).toList(),
        edges,
        output);
  }

  Topology topology() {
    return new Topology(nodes, edges);
  }
}
