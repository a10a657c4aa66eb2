// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.StateVariable;
import org.retrograde.api.random.RandomStream;

/** The values with which every network of a seed begins, whatever the rule. */
final class InitialValues {

  private InitialValues() {}

  /** Fills the buffers of all parameters and running averages. */
  static void draw(Network network, long seed, Function<String, INDArray> buffers) {
    for (ParameterVariable p : network.parameters()) {
      RandomStream stream = RandomStream.of(seed, "initial-weights/" + p.name(), 0);
      Draws.each(buffers.apply(p.name()), p.initializer(), p.fans(), stream);
    }
    for (StateVariable state : network.states()) {
      buffers.apply(state.name()).assign(state.initialValue());
    }
  }
}
