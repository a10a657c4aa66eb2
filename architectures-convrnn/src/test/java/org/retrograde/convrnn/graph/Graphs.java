// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.graph.ImageShape;

/** Small graphs to take apart. */
final class Graphs {

  static final ImageShape IMAGE = new ImageShape(8, 8, 3);

  private Graphs() {}

  static OperationSpec component(String input, int filters) {
    return new OperationSpec.ComponentConvolution(input, ConvolutionLayer.of(filters, 3));
  }

  static NodeSpec input(String name, int filters) {
    return NodeSpec.input(
        name, IMAGE, List.of(component(NodeSpec.IMAGE, filters)), Optional.empty(), List.of());
  }

  static NodeSpec layer(String name, String from, int filters) {
    return NodeSpec.of(name, from, List.of(component(from, filters)), Optional.empty(), List.of());
  }

  static NodeSpec cell(String name, String from, int filters, String id, Map<String, ?> options) {
    return NodeSpec.of(
        name,
        from,
        List.of(component(from, filters)),
        Optional.of(CellSpec.of(id, options)),
        List.of());
  }

  static NodeSpec halved(NodeSpec node) {
    List<OperationSpec> after = new ArrayList<>(node.after());
    after.add(new OperationSpec.Pool(PoolKind.MAX, 2, 2, WindowPadding.SAME));
    return new NodeSpec(
        node.name(),
        node.image(),
        node.shapeFrom(),
        node.harbor(),
        node.before(),
        node.cell(),
        after);
  }

  static NodeSpec with(NodeSpec node, HarborSpec harbor) {
    return new NodeSpec(
        node.name(),
        node.image(),
        node.shapeFrom(),
        harbor,
        node.before(),
        node.cell(),
        node.after());
  }

  /** Edges from texts such as {@code "a b"}. */
  static List<EdgeSpec> edges(String... ends) {
    return java.util.Arrays.stream(ends)
        .map(text -> new EdgeSpec(text.split(" ")[0], text.split(" ")[1]))
        .toList();
  }

  static NodeShapes inside(GraphSpec graph, String node) {
    return Optional.ofNullable(graph.shapes().get(node)).orElseThrow();
  }
}
