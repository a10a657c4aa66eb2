// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.api.graph.LinearMap;

/**
 * What a learning rule may see at one synapse; it adds to the graph whatever it computes from
 * these.
 *
 * @param layer the layer's name
 * @param map the synapse's linear map, with kernels in W's shape
 * @param batch N, the number of images in the batch
 * @param input x, of the layer's input shape
 * @param output y = C_W(x), of the layer's output shape, before bias, batch normalisation and
 *     activation
 * @param weight W
 * @param feedback B, in W's shape; W itself under a rule without feedback weights
 * @param outputError dy, the error at y as the rules of the layers above delivered it
 * @param weightGradient F(x, dy), the gradient by which the task moves W, in W's shape
 * @param networkError the error at the logits, {@code [batch, classes]}
 */
public record SynapticSignals(
    String layer,
    LinearMap map,
    int batch,
    SDVariable input,
    SDVariable output,
    SDVariable weight,
    SDVariable feedback,
    SDVariable outputError,
    SDVariable weightGradient,
    SDVariable networkError) {

  /**
   * Returns the graph that holds all of these.
   *
   * @return the graph
   */
  public SameDiff graph() {
    return weight.getSameDiff();
  }
}
