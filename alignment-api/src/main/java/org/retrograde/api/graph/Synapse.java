// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A place where a trainable kernel W meets activity: {@code y = C_W(x)}.
 *
 * @param layer the layer's name
 * @param map the linear map
 * @param input x
 * @param output y, before bias, batch normalisation and activation
 * @param outputShape the lengths of y's axes
 * @param weight the parameter W
 * @param bias what is added to y, one value a channel; empty if nothing is
 * @param activation the nonlinearity that follows y, its bias and its batch normalisation with
 *     nothing else between; LINEAR if none does
 */
public record Synapse(
    String layer,
    LinearMap map,
    Tensor input,
    SDVariable output,
    List<Integer> outputShape,
    ParameterVariable weight,
    Optional<SDVariable> bias,
    Activation activation) {

  /** Copies the list. */
  public Synapse {
    outputShape = List.copyOf(outputShape);
  }

  /**
   * Returns the same synapse before another nonlinearity.
   *
   * @param following the nonlinearity
   * @return the synapse
   */
  Synapse before(Activation following) {
    return new Synapse(layer, map, input, output, outputShape, weight, bias, following);
  }
}
