// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.cell;

import java.util.Optional;
import org.retrograde.api.graph.ImageShape;

/**
 * Where a cell stands in a network.
 *
 * @param node the node's name
 * @param input the shape of what the node's own operations make of the feedforward input
 * @param residual the shape of the feedforward input itself
 * @param feedback the shape of what feedback edges bring, joined and resized; empty if none lead
 *     here
 */
public record CellSite(
    String node, ImageShape input, ImageShape residual, Optional<ImageShape> feedback) {

  /**
   * Returns the name of a layer of the cell.
   *
   * @param part what the layer does in the cell, for example {@code tau}
   * @return {@code node/cell.part}
   */
  public String layer(String part) {
    return node + "/cell." + part;
  }
}
