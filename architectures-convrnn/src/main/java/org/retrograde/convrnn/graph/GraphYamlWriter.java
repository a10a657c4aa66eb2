// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes graphs in the form that {@link GraphYamlReader} reads. */
public final class GraphYamlWriter {

  /** A writer. */
  public GraphYamlWriter() {}

  /**
   * Writes a graph.
   *
   * @param graph the graph
   * @return YAML without what is the same by default
   * @throws org.retrograde.api.error.RetrogradeException if it has an initialiser that the form
   *     lacks
   */
  public String write(GraphSpec graph) {
    List<EdgeSpec> chain =
        IntStream.range(1, graph.nodes().size())
            .mapToObj(
                i -> new EdgeSpec(graph.nodes().get(i - 1).name(), graph.nodes().get(i).name()))
            .toList();
    boolean chained =
        graph.edges().size() >= chain.size()
            && graph.edges().subList(0, chain.size()).equals(chain);
    Map<String, Object> root = new LinkedHashMap<>();
    List<Object> nodes = new ArrayList<>();
    graph.nodes().forEach(node -> nodes.add(node(node)));
    root.put("nodes", nodes);
    List<EdgeSpec> rest = graph.edges().subList(chained ? chain.size() : 0, graph.edges().size());
    if (!chained || !rest.isEmpty()) {
      root.put(
          chained ? "feedback" : "edges",
          rest.stream().map(edge -> List.of(edge.from(), edge.to())).toList());
    }
    root.put("output", graph.output());
    return text(root);
  }

  private static Map<String, Object> node(NodeSpec node) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", node.name());
    node.image().ifPresent(i -> keys.put("image", List.of(i.height(), i.width(), i.channels())));
    node.shapeFrom().ifPresent(name -> keys.put("shapeFrom", name));
    if (!node.harbor().equals(HarborSpec.CONCAT)) {
      Map<String, Object> harbor = new LinkedHashMap<>();
      harbor.put("channels", Words.of(node.harbor().channels()));
      harbor.putAll(YamlInitializers.write(node.harbor().weights()));
      keys.put("harbor", harbor);
    }
    before(node, keys);
    node.cell().ifPresent(cell -> keys.put("cell", cell(cell)));
    after(node.after(), keys);
    return keys;
  }

  private static void before(NodeSpec node, Map<String, Object> keys) {
    List<OperationSpec> operations = node.before();
    if (!operations.isEmpty()
        && operations.get(0) instanceof OperationSpec.ComponentConvolution first) {
      Map<String, Object> conv = YamlOperations.convolution(first.layer());
      if (!first.inputName().equals(node.shapeFrom().orElse(NodeSpec.IMAGE))) {
        conv.put("from", first.inputName());
      }
      keys.put("conv", conv);
      operations = operations.subList(1, operations.size());
    }
    if (!operations.isEmpty()) {
      keys.put("before", operations.stream().map(YamlOperations::write).toList());
    }
  }

  private static Map<String, Object> cell(CellSpec cell) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", cell.id());
    keys.putAll(cell.options());
    if (cell.weightDecay() != 0) {
      keys.put("weightDecay", cell.weightDecay());
    }
    return keys;
  }

  /** The last operations have keys of their own, in a fixed order. */
  private static void after(List<OperationSpec> operations, Map<String, Object> keys) {
    List<OperationSpec> rest = new ArrayList<>(operations);
    Map<String, Object> last = new LinkedHashMap<>();
    if (end(rest) instanceof OperationSpec.Pool pool) {
      last.put("pool", YamlOperations.pool(pool));
      rest.remove(rest.size() - 1);
    }
    if (end(rest) instanceof OperationSpec.Nonlinearity nonlinearity) {
      last.put("activation", nonlinearity.activation().id());
      rest.remove(rest.size() - 1);
    }
    if (end(rest) instanceof OperationSpec.ResidualAdd) {
      last.put("residual", true);
      rest.remove(rest.size() - 1);
    }
    if (!rest.isEmpty()) {
      keys.put("after", rest.stream().map(YamlOperations::write).toList());
    }
    keys.putAll(last);
  }

  private static OperationSpec end(List<OperationSpec> operations) {
    return operations.isEmpty()
        ? new OperationSpec.Identity()
        : operations.get(operations.size() - 1);
  }

  private static String text(Map<String, Object> root) {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    try {
      return new ObjectMapper(factory).writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and scalars can always be written", e);
    }
  }
}
