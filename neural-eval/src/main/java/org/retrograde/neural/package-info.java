// SPDX-License-Identifier: Apache-2.0

/** How well the layers of a network predict recorded neurons, over time. */
@NullMarked
package org.retrograde.neural;

import org.jspecify.annotations.NullMarked;
