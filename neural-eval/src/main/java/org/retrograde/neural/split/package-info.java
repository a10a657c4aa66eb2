// SPDX-License-Identifier: Apache-2.0

/**
 * Divisions of stimuli into those to fit on and those to score on, number for number as NumPy and
 * scikit-learn make them.
 */
@NullMarked
package org.retrograde.neural.split;

import org.jspecify.annotations.NullMarked;
