// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import org.retrograde.api.graph.ImageShape;

/**
 * The contents of an IDX file of images.
 *
 * @param shape the shape of each, one channel
 * @param count how many, at least 1
 * @param pixels {@code [count, height, width]} in row-major order, unsigned
 */
@SuppressWarnings("ArrayRecordComponent")
record IdxImages(ImageShape shape, int count, byte[] pixels) {}
