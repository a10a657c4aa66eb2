// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Trainable weights W that meet activity: {@code y = C_W(x)}, once in a feedforward network, at
 * every time step in one that is unrolled.
 *
 * @param layer the layer's name
 * @param map the linear map
 * @param uses where W meets activity, in the order of the forward pass, at least one
 * @param weight the parameter W
 * @param bias what is added to y, one value a channel; empty if nothing is
 * @param activation the nonlinearity that follows y, its bias and its batch normalisation with
 *     nothing else between; LINEAR if none does
 */
public record Synapse(
    String layer,
    LinearMap map,
    List<SynapseUse> uses,
    ParameterVariable weight,
    Optional<SDVariable> bias,
    Activation activation) {

  /** Copies the list. */
  public Synapse {
    uses = List.copyOf(uses);
    if (uses.isEmpty()) {
      throw new IllegalArgumentException("synapse '" + layer + "' is used nowhere");
    }
  }
}
