// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.convrnn.graph.CellSpec;
import org.retrograde.convrnn.graph.ConvolutionLayer;
import org.retrograde.convrnn.graph.EdgeSpec;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeSpec;
import org.retrograde.convrnn.graph.OperationSpec;

/**
 * What the published program adds to two of its graph files: their cells, and feedback edges, stand
 * in its code, and what the files say of cells is not used.
 */
public final class PublishedSettings {

  private PublishedSettings() {}

  /**
   * Completes a graph that was read from a published file.
   *
   * @param file the file's name; what begins with {@code rgc_intermediate} gets the cells that the
   *     search found and five feedback edges, {@code lstm_shallow} the settings of another search
   * @param graph what was read
   * @return the graph of the published weights; the same graph for every other file
   */
  public static GraphSpec complete(String file, GraphSpec graph) {
    if (file.startsWith("rgc_intermediate")) {
      return complete(
          graph, ZooModel.published(ZooDepth.INTERMEDIATE, ZooCell.RECIPROCAL_GATED).graph());
    }
    return file.startsWith("lstm_shallow")
        ? complete(graph, ZooModel.published(ZooDepth.SHALLOW, ZooCell.LSTM).graph())
        : graph;
  }

  private static GraphSpec complete(GraphSpec graph, GraphSpec published) {
    List<NodeSpec> nodes = new ArrayList<>();
    for (NodeSpec node : graph.nodes()) {
      Optional<NodeSpec> model =
          published.nodes().stream().filter(each -> each.name().equals(node.name())).findFirst();
      nodes.add(model.map(each -> completed(node, each)).orElse(node));
    }
    List<EdgeSpec> edges = new ArrayList<>(graph.edges());
    published.edges().stream().filter(edge -> !edges.contains(edge)).forEach(edges::add);
    return new GraphSpec(nodes, edges, graph.output());
  }

  private static NodeSpec completed(NodeSpec node, NodeSpec published) {
    Optional<CellSpec> cell = node.cell().flatMap(old -> published.cell()).or(node::cell);
    List<OperationSpec> before = new ArrayList<>();
    for (int i = 0; i < node.before().size(); i++) {
      boolean known = i < published.before().size();
      before.add(
          known
              ? completed(node.before().get(i), published.before().get(i))
              : node.before().get(i));
    }
    return new NodeSpec(
        node.name(), node.image(), node.shapeFrom(), node.harbor(), before, cell, node.after());
  }

  /** How weights begin, and what they are fined for, is part of the search's settings. */
  private static OperationSpec completed(OperationSpec operation, OperationSpec published) {
    if (operation instanceof OperationSpec.ComponentConvolution ours
        && published instanceof OperationSpec.ComponentConvolution theirs) {
      ConvolutionLayer layer = theirs.layer();
      return new OperationSpec.ComponentConvolution(
          ours.inputName(), ours.layer().withWeights(layer.weights(), layer.weightDecay()));
    }
    return operation;
  }
}
