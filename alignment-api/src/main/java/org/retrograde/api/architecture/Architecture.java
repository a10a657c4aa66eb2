// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.architecture;

import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/** A family of networks. */
public interface Architecture extends Plugin {

  /**
   * Adds the network's layers to a builder.
   *
   * @param builder where the layers go; it holds the image shape and the number of classes
   * @param parameters values checked against {@link #parameters()}
   * @return the logits, {@code [batch, classes]}
   * @throws org.retrograde.api.error.RetrogradeException if the parameters contradict each other or
   *     the image shape
   */
  Tensor build(NetworkBuilder builder, Parameters parameters);
}
