// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * The number of weights that meet in a unit, counted with the kernel's area.
 *
 * @param in weights into one output unit: kernel area × input channels
 * @param out weights out of one input unit: kernel area × output channels
 */
public record Fans(int in, int out) {}
