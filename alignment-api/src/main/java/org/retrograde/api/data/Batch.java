// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

/**
 * Images and labels that go through the network together.
 *
 * <p>The arrays belong to the source and are overwritten by a later batch: read them before asking
 * for the next but one.
 *
 * @param images {@code [batch, height, width, channels]} in row-major order, normalised
 * @param labels one class an image
 * @param valid how many of the images count; the rest of the last batch of a test split is filling
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(float[] images, int[] labels, int valid) {}
