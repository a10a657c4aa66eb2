// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.cell;

import java.util.List;
import org.retrograde.api.graph.Tensor;

/**
 * What one time step of a cell results in.
 *
 * @param output what the node hands on
 * @param states what the cell remembers, in the order of {@link RecurrentCell#states}
 */
public record CellStep(Tensor output, List<Tensor> states) {

  /** Copies the list. */
  public CellStep {
    states = List.copyOf(states);
  }
}
