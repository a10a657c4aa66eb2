// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

/**
 * How the feedback weights of a synapse, or of all synapses together, relate to the weights.
 *
 * @param angleDegrees the angle between W and B as flat vectors, from 0 to 180; NaN if either is
 *     zero
 * @param normRatio |B| / |W|; NaN if W is zero
 */
public record Alignment(double angleDegrees, double normRatio) {}
