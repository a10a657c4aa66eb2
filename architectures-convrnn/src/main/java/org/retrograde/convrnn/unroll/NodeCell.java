// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.Map;
import java.util.Optional;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.convrnn.graph.CellSpec;
import org.retrograde.convrnn.graph.NodeSpec;

/**
 * A node's cell and its parameters.
 *
 * @param cell the plugin
 * @param parameters its values
 */
record NodeCell(RecurrentCell cell, Parameters parameters) {

  static Optional<NodeCell> of(NodeSpec node, Map<String, RecurrentCell> cells) {
    return node.cell().map(spec -> of(node.name(), spec, cells));
  }

  private static NodeCell of(String node, CellSpec spec, Map<String, RecurrentCell> cells) {
    RecurrentCell cell = cells.get(spec.id());
    if (cell == null) {
      throw RetrogradeException.usage(
          new Problem(
              "node '" + node + "', cell",
              "'" + spec.id() + "'",
              "one of " + String.join(", ", cells.keySet()),
              Nearest.to(spec.id(), cells.keySet())
                  .map(near -> "did you mean '" + near + "'?")
                  .orElse("put the cell's jar on the class path")));
    }
    KeyLocation location = KeyLocation.under("node '" + node + "', cell");
    return new NodeCell(cell, cell.parameters().bind(spec.options(), location));
  }
}
