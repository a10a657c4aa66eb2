// SPDX-License-Identifier: Apache-2.0

/** Alignment primitives, their weighted sums, and the published learning rules as recipes. */
@NullMarked
package org.retrograde.rules;

import org.jspecify.annotations.NullMarked;
