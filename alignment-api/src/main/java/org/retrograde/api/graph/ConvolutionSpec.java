// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * What a convolution layer is, apart from its input.
 *
 * @param filters the number of output channels
 * @param kernel the kernel's height and width in pixels
 * @param stride the step between output positions in pixels
 * @param padding the zeros added on each side in pixels
 * @param bias whether a bias is added to each channel
 * @param weights how W, and by an independent draw B, is initialised
 */
public record ConvolutionSpec(
    int filters, int kernel, int stride, int padding, boolean bias, Initializer weights) {}
