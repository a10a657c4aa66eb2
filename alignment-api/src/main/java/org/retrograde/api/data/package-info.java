// SPDX-License-Identifier: Apache-2.0

/** Datasets, their splits, and the batches a training run reads. */
@NullMarked
package org.retrograde.api.data;

import org.jspecify.annotations.NullMarked;
