// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;

/** Says where the parts of a graph were written, for error messages. */
interface Places {

  /** A part of a node. */
  enum Part {
    NAME("name"),
    IMAGE("image"),
    SHAPE_FROM("shapeFrom"),
    HARBOR("harbor"),
    BEFORE("before"),
    CELL("cell"),
    AFTER("after");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** The place of a part of a node, or of one of its operations. */
  String node(int node, Part part, int operation);

  /** The place of an edge. */
  String edge(int edge);

  /** The place of the whole. */
  String graph();

  default String node(int node, Part part) {
    return node(node, part, -1);
  }

  /** Names for a graph that came from no file. */
  static Places of(List<NodeSpec> nodes, List<EdgeSpec> edges) {
    return new Places() {
      @Override
      public String node(int node, Part part, int operation) {
        String index = operation < 0 ? "" : "[" + operation + "]";
        return "node '" + nodes.get(node).name() + "': " + part.words() + index;
      }

      @Override
      public String edge(int edge) {
        return "edge " + edges.get(edge);
      }

      @Override
      public String graph() {
        return "graph";
      }
    };
  }
}
