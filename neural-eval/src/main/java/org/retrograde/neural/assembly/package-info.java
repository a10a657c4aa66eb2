// SPDX-License-Identifier: Apache-2.0

/**
 * Recordings: presentations of stimuli, neuroids and time bins, each with named columns, and values
 * that may be far larger than memory.
 */
@NullMarked
package org.retrograde.neural.assembly;

import org.jspecify.annotations.NullMarked;
