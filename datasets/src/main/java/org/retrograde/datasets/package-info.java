// SPDX-License-Identifier: Apache-2.0

/** Datasets: readers of image files, batching and augmentation. */
@NullMarked
package org.retrograde.datasets;

import org.jspecify.annotations.NullMarked;
