// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * A trainable parameter of a network.
 *
 * @param name {@code layer.W}, {@code layer.b}, {@code layer.gamma} or {@code layer.beta}
 * @param tensor its place in the graph, a placeholder that the engine feeds
 * @param role what it is
 * @param initializer how its first values are drawn
 * @param fans the fans of its synapse, (1, 1) where it belongs to none
 */
public record ParameterVariable(
    String name, Tensor tensor, ParameterRole role, Initializer initializer, Fans fans) {}
