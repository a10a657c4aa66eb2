// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;

/** Builds the same network for training and for evaluation, and for any batch size. */
@FunctionalInterface
public interface NetworkFactory {

  /**
   * Builds a network.
   *
   * @param mode what the graph is for
   * @param batch the number of images taken at once
   * @return a new network whose parameters have the same names and shapes each time
   */
  Network build(Mode mode, int batch);
}
