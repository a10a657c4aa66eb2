// SPDX-License-Identifier: Apache-2.0

/** Correlations, medians, quantiles and the bootstrap. */
@NullMarked
package org.retrograde.neural.stats;

import org.jspecify.annotations.NullMarked;
