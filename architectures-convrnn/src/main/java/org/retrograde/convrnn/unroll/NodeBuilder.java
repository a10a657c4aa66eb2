// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.convrnn.graph.NodeShapes;
import org.retrograde.convrnn.graph.NodeSpec;
import org.retrograde.convrnn.graph.OperationSpec;
import org.retrograde.convrnn.graph.ValueShape;

/** Adds one node's steps. */
final class NodeBuilder {

  private final NodeSpec node;

  /** Of what it reads, in the order of inputs. */
  private final List<String> names;

  private final NodeShapes shapes;
  private final Optional<NodeCell> cell;
  private final CellSite site;

  /** What a step results in. */
  record Result(Tensor output, List<Tensor> states) {}

  NodeBuilder(NodeSpec node, List<String> names, NodeShapes shapes, Optional<NodeCell> cell) {
    this.names = names;
    this.node = node;
    this.shapes = shapes;
    this.cell = cell;
    this.site =
        new CellSite(
            node.name(),
            shapes.cellInput().toImage(),
            shapes.harbor().toImage(),
            shapes.feedback().map(ValueShape::toImage));
  }

  List<Tensor> initial(SharedLayers layers) {
    return cell.map(c -> c.cell().states(site, c.parameters())).orElse(List.of()).stream()
        .map(shape -> layers.constant(0, shape))
        .toList();
  }

  Result step(SharedLayers layers, List<Tensor> inputs, List<Tensor> states) {
    OperationBuilder operations = new OperationBuilder(layers, node.name());
    Harbor harbor = new Harbor(layers, node, shapes, names);
    Tensor entering = harbor.feedforward(inputs);
    Tensor x = apply(operations, "pre", node.before(), entering, entering);
    CellStep step = remember(layers, new CellInput(x, entering, harbor.feedback(inputs)), states);
    Tensor output = apply(operations, "post", node.after(), step.output(), entering);
    return new Result(output, step.states());
  }

  private CellStep remember(SharedLayers layers, CellInput input, List<Tensor> states) {
    return cell.map(c -> c.cell().step(layers, site, input, states, c.parameters()))
        .orElseGet(() -> new CellStep(input.input(), List.of()));
  }

  private static Tensor apply(
      OperationBuilder builder,
      String prefix,
      List<OperationSpec> operations,
      Tensor start,
      Tensor entering) {
    Tensor x = start;
    for (int i = 0; i < operations.size(); i++) {
      x = builder.apply(prefix + i, operations.get(i), x, entering);
    }
    return x;
  }
}
