// SPDX-License-Identifier: Apache-2.0

/** How well activations predict recorded responses, from values to values. */
@NullMarked
package org.retrograde.neural.score;

import org.jspecify.annotations.NullMarked;
