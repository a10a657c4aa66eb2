// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Course;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;

/**
 * What a rule may ask to have anew in every step: random numbers, and coefficients that change over
 * the epochs.
 *
 * <p>Whoever asks twice under one name at one synapse gets the same variable.
 */
public interface StepInputs {

  /**
   * Asks for random numbers, independent from step to step and from name to name. They follow from
   * the run's seed, the layer, the name and the number of steps done.
   *
   * @param name what they are for, unique at the synapse
   * @param distribution what they are drawn from
   * @param fans what the distribution's width may depend on
   * @param shape the lengths of the axes
   * @return a variable of that shape
   * @throws IllegalArgumentException if the name was given with another distribution or shape
   */
  SDVariable draws(String name, Initializer distribution, Fans fans, List<Integer> shape);

  /**
   * Asks for a number that changes over the epochs.
   *
   * @param name what it is for, unique at the synapse
   * @param course its value at each moment
   * @return a scalar
   * @throws IllegalArgumentException if the name was given with another course
   */
  SDVariable course(String name, Course course);
}
