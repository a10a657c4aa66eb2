// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes graphs in the format that {@link GraphJsonReader} reads. */
public final class GraphJsonWriter {

  /** A writer. */
  public GraphJsonWriter() {}

  /**
   * Writes a graph. The kind of its cells is not part of the text.
   *
   * @param graph the graph, all of whose cells, apart from time-decay ones, are of one kind that
   *     the format has
   * @return JSON
   * @throws org.retrograde.api.error.RetrogradeException if it has cells of several kinds or of an
   *     unknown one, or an initialiser that the format lacks
   */
  public String write(GraphSpec graph) {
    requireOneKind(graph);
    Map<String, NodeShapes> shapes = graph.shapes();
    List<Object> nodes = new ArrayList<>();
    for (NodeSpec node : graph.nodes()) {
      nodes.add(node(node, Objects.requireNonNull(shapes.get(node.name()))));
    }
    List<Object> edges = new ArrayList<>();
    for (EdgeSpec edge : graph.edges()) {
      Map<String, Object> ends = new LinkedHashMap<>();
      ends.put("from", edge.from());
      ends.put("to", edge.to());
      edges.add(ends);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("nodes", nodes);
    root.put("edges", edges);
    if (needsOutput(graph)) {
      root.put("output", graph.output());
    }
    return text(root);
  }

  private static void requireOneKind(GraphSpec graph) {
    List<String> kinds =
        graph.nodes().stream()
            .flatMap(node -> node.cell().stream())
            .map(CellSpec::id)
            .filter(id -> !id.equals(CellSpec.TIME_DECAY))
            .distinct()
            .toList();
    boolean known = kinds.stream().allMatch(CellIds.PREFIXES::containsKey);
    if (kinds.size() > 1 || !known) {
      throw Problems.usage(
          "graph file in JSON",
          "cells of the kinds " + String.join(", ", kinds),
          "one kind of " + String.join(", ", CellIds.PREFIXES.keySet()),
          "write the graph as YAML, which names the cell of each node");
    }
  }

  /** It is not said where it is the only node without an edge from it. */
  private static boolean needsOutput(GraphSpec graph) {
    Topology topology = graph.topology();
    return topology.names().stream().filter(name -> topology.successors(name).isEmpty()).count()
            != 1
        || !topology.successors(graph.output()).isEmpty();
  }

  private static Map<String, Object> node(NodeSpec node, NodeShapes shapes) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", node.name());
    node.image().ifPresent(i -> keys.put("shape", List.of(i.height(), i.width(), i.channels())));
    node.shapeFrom().ifPresent(name -> keys.put("shape_from", name));
    keys.put("dtype", "float32");
    keys.put("input_init", Map.of("function", "zeros"));
    keys.put("state_init", Map.of("function", "zeros"));
    keys.put("harbor", harbor(node.harbor()));
    boolean returnInput = node.hasResidual() || node.feedsCell();
    keys.put("pre_memory", operations(node.before(), returnInput));
    keys.put("memory", JsonCells.write(node.cell(), shapes.cell()));
    keys.put("post_memory", operations(node.after(), returnInput));
    return keys;
  }

  private static Map<String, Object> harbor(HarborSpec harbor) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("function", "harbor");
    keys.put("spatial_op", Words.of(harbor.spatial()));
    keys.put("channel_op", Words.of(harbor.channels()));
    keys.putAll(InitializerNames.write(harbor.weights(), "kernel_init", "kernel_init_kwargs"));
    return keys;
  }

  private static List<Object> operations(List<OperationSpec> operations, boolean returnInput) {
    List<Object> list = new ArrayList<>();
    operations.forEach(operation -> list.add(JsonOperations.write(operation, returnInput)));
    return list;
  }

  private static String text(Map<String, Object> root) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(JsonNulls.replaced(root))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and scalars can always be written", e);
    }
  }
}
