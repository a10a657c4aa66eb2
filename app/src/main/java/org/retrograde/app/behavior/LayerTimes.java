// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import org.retrograde.neural.behaviour.SolutionTimeScore;

/**
 * How alike the solution times of a layer and of neurons are.
 *
 * @param layer the layer's name
 * @param units how many values it has for a stimulus in a step
 * @param first the first step's time in ms
 * @param last the last step's
 * @param score the likeness, and the layer's times
 */
public record LayerTimes(
    String layer, int units, double first, double last, SolutionTimeScore score) {}
