// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A place where a trainable kernel W meets activity: {@code y = C_W(x)}.
 *
 * @param layer the layer's name
 * @param map the linear map
 * @param input x
 * @param output y, before bias, batch normalisation and activation
 * @param weight the parameter W
 */
public record Synapse(
    String layer, LinearMap map, Tensor input, SDVariable output, ParameterVariable weight) {}
