// SPDX-License-Identifier: Apache-2.0

/** Recordings of neurons that do not exist: with known tuning, noise and repetitions. */
@NullMarked
package org.retrograde.neural.simulation;

import org.jspecify.annotations.NullMarked;
