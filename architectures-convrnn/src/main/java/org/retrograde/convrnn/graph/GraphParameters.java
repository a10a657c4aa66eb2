// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All parameters of a graph, without building it. */
public final class GraphParameters {

  private GraphParameters() {}

  /**
   * Lists them.
   *
   * @param graph the graph
   * @return node by node in the graph's order, in each from the harbor to the output; a node
   *     without a cell has one fixed {@code cell.decay}, as published counts have it
   * @throws org.retrograde.api.error.RetrogradeException if a cell is not one of this module's
   */
  public static List<NodeParameter> of(GraphSpec graph) {
    Map<String, NodeShapes> shapes = graph.shapes();
    List<NodeParameter> parameters = new ArrayList<>();
    for (NodeSpec node : graph.nodes()) {
      NodeShapes inside = Objects.requireNonNull(shapes.get(node.name()));
      LayoutBuilder layout = new LayoutBuilder(node.name());
      addHarbor(graph, node, inside, layout);
      addBefore(node, inside, layout);
      node.cell()
          .ifPresentOrElse(
              cell -> CellLayouts.add(cell, inside, layout), () -> layout.decay(false));
      addAfter(node, inside, layout);
      parameters.addAll(layout.parameters());
    }
    return parameters;
  }

  private static void addHarbor(
      GraphSpec graph, NodeSpec node, NodeShapes shapes, LayoutBuilder layout) {
    if (node.harbor().channels() == ChannelOperation.CONCAT) {
      return;
    }
    List<String> names = new ArrayList<>(graph.predecessors(node.name()));
    if (node.isInput()) {
      names.add(0, NodeSpec.IMAGE);
    }
    for (int i = 0; i < names.size(); i++) {
      int channels = shapes.inputs().get(i).channels();
      if (channels != shapes.harbor().channels()) {
        layout.convolution("harbor." + names.get(i), 1, channels, shapes.harbor(), true);
      }
    }
  }

  private static void addBefore(NodeSpec node, NodeShapes shapes, LayoutBuilder layout) {
    for (int i = 0; i < node.before().size(); i++) {
      ValueShape x = i == 0 ? shapes.harbor() : shapes.before().get(i - 1);
      add(node.before().get(i), "pre" + i, x, shapes.before().get(i), layout);
    }
  }

  private static void addAfter(NodeSpec node, NodeShapes shapes, LayoutBuilder layout) {
    for (int i = 0; i < node.after().size(); i++) {
      ValueShape x = shapes.beforeOperation(i);
      int residual = shapes.harbor().channels();
      if (node.after().get(i) instanceof OperationSpec.ResidualAdd && residual != x.channels()) {
        layout.convolution("post" + i, 1, residual, x, false);
      }
      add(node.after().get(i), "post" + i, x, shapes.after().get(i), layout);
    }
  }

  private static void add(
      OperationSpec operation, String layer, ValueShape x, ValueShape y, LayoutBuilder layout) {
    if (operation instanceof OperationSpec.ComponentConvolution convolution) {
      add(convolution.layer(), layer, x, y, layout);
    } else if (operation instanceof OperationSpec.Convolution convolution) {
      add(convolution.layer(), layer, x, y, layout);
    } else if (operation instanceof OperationSpec.Dense dense) {
      layout.dense(layer, x.channels(), dense.units(), dense.bias());
    }
  }

  private static void add(
      ConvolutionLayer spec, String layer, ValueShape x, ValueShape y, LayoutBuilder layout) {
    layout.convolution(layer, spec.kernel(), x.channels(), y, spec.bias());
  }
}
