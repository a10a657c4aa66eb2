// SPDX-License-Identifier: Apache-2.0

/** How reliable responses are, and what a score is beside that. */
@NullMarked
package org.retrograde.neural.ceiling;

import org.jspecify.annotations.NullMarked;
