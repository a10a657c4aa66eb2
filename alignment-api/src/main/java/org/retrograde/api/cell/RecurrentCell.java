// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.cell;

import java.util.List;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/** What a node of an unrolled network remembers, and how one time step changes it. */
public interface RecurrentCell extends Plugin {

  /**
   * Returns the shapes of the states that are carried from step to step. All are 0 at first.
   *
   * @param site where the cell stands
   * @param parameters values checked against {@link #parameters()}
   * @return one shape a state
   * @throws org.retrograde.api.error.RetrogradeException if the cell cannot stand there
   */
  List<ImageShape> states(CellSite site, Parameters parameters);

  /**
   * Adds one time step. What it asks of the layers under the same names has the same weights at
   * every step; names begin with the {@linkplain CellSite#node() node's}, for example {@code
   * conv4/cell.gates}.
   *
   * @param layers where layers and operations come from
   * @param site where the cell stands
   * @param input what arrives in this step
   * @param states the states as the step before left them, each {@code [batch, height, width,
   *     channels]}, or with a first axis of 1 as long as no image has arrived
   * @param parameters values checked against {@link #parameters()}
   * @return the step's results
   */
  CellStep step(
      SharedLayers layers,
      CellSite site,
      CellInput input,
      List<Tensor> states,
      Parameters parameters);
}
