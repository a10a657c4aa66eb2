// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.List;
import java.util.Map;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.random.RandomStream;

/**
 * What a rule does with feedback weights before each epoch, outside the graph: a simulation, say.
 *
 * <p>Synapses whose rules have equal phases are served together, in the order of the forward pass.
 * A phase is a value: what it remembers from epoch to epoch is handed to it.
 */
public interface FeedbackPhase {

  /**
   * A synapse's weights, as the phase finds and leaves them.
   *
   * @param synapse the synapse
   * @param weight W in row-major order, not to be changed
   * @param firstFeedback B as it was before the first step, not to be changed
   * @param feedback B in row-major order, which the phase overwrites
   */
  @SuppressWarnings("ArrayRecordComponent") // moved, not compared
  record Weights(Synapse synapse, float[] weight, float[] firstFeedback, float[] feedback) {}

  /**
   * Says what is remembered from epoch to epoch, and saved with the run: all zeros at first.
   *
   * @param synapses the synapses that the phase serves
   * @return the length of each array, by name
   * @throws org.retrograde.api.error.RetrogradeException if the phase cannot serve them
   */
  Map<String, Integer> memory(List<Synapse> synapses);

  /**
   * Runs before an epoch.
   *
   * @param weights the synapses' weights
   * @param memory the arrays that {@link #memory} named, to be changed in place
   * @param stream this epoch's random numbers
   */
  void run(List<Weights> weights, Map<String, double[]> memory, RandomStream stream);
}
