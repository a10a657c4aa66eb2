// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * The penalties chosen and what they lead to.
 *
 * @param alphas one, or one for each neuroid
 * @param criteria the mean squared leave-one-out error of each
 * @param solution multiples of training rows or coefficients of units
 */
record PenaltyChoice(List<Double> alphas, List<Double> criteria, Matrix solution) {}
