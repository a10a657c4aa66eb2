// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import org.retrograde.api.metric.Activations;

/** What predicts responses in a {@link NoiseCorrectedConsistency}. */
@FunctionalInterface
public interface ConsistencySource {

  /**
   * Averages some repetitions. A network answers every repetition alike and returns one and the
   * same object; another animal's responses are averaged over the repetitions named.
   *
   * @param repetitions which, each from 0
   * @return the activations
   */
  Activations average(int... repetitions);
}
