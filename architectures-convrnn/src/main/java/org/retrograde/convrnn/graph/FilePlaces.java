// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;
import java.util.Map;

/** Places in a file: its line, the node, and the key. */
final class FilePlaces implements Places {

  /**
   * Where the parts of a node are.
   *
   * @param path the node's path in the tree
   * @param name the node's name
   * @param keys the key of each part
   * @param before the path inside the node of each operation before the cell
   * @param after the same after it
   */
  record NodePaths(
      String path, String name, Map<Part, String> keys, List<String> before, List<String> after) {

    String key(Part part, int operation) {
      if (operation < 0) {
        return keys.getOrDefault(part, part.words());
      }
      return (part == Part.BEFORE ? before : after).get(operation);
    }
  }

  private final PlacedTree tree;
  private final List<NodePaths> nodes;
  private final List<String> edges;

  FilePlaces(PlacedTree tree, List<NodePaths> nodes, List<String> edges) {
    this.tree = tree;
    this.nodes = List.copyOf(nodes);
    this.edges = List.copyOf(edges);
  }

  @Override
  public String node(int node, Part part, int operation) {
    NodePaths paths = nodes.get(node);
    String key = paths.key(part, operation);
    return tree.place(paths.path() + "." + key) + ": node '" + paths.name() + "': " + key;
  }

  @Override
  public String edge(int edge) {
    return edges.isEmpty() ? tree.source() : tree.place(edges.get(edge)) + ": " + edges.get(edge);
  }

  @Override
  public String graph() {
    return tree.source();
  }
}
