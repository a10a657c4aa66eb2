// SPDX-License-Identifier: Apache-2.0

/** Weights that come from, or go to, other programs. */
@NullMarked
package org.retrograde.app.weights;

import org.jspecify.annotations.NullMarked;
