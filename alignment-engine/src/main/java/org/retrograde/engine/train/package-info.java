// SPDX-License-Identifier: Apache-2.0

/** Training: the step, the loop over epochs, evaluation and diagnostics. */
@NullMarked
package org.retrograde.engine.train;

import org.jspecify.annotations.NullMarked;
