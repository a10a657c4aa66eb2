// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;

/**
 * What a learning rule may see at one synapse; it adds to the graph whatever it computes from
 * these.
 *
 * @param synapse the synapse
 * @param batch N, the number of images in the batch
 * @param input x, of the layer's input shape
 * @param output y = C_W(x), of the layer's output shape, before bias, batch normalisation and
 *     activation
 * @param feedback B, of the shape that the rule asked for; W itself under a rule without feedback
 *     weights
 * @param outputError dy, the error at y as the rules of the layers above delivered it
 * @param weightGradient F(x, dy), the gradient by which the task moves W, in W's shape
 * @param networkError the error at the logits, {@code [batch, classes]}
 * @param steps what may be had anew in every step
 */
public record SynapticSignals(
    Synapse synapse,
    int batch,
    SDVariable input,
    SDVariable output,
    SDVariable feedback,
    SDVariable outputError,
    SDVariable weightGradient,
    Tensor networkError,
    StepInputs steps) {

  /**
   * Returns the layer's name.
   *
   * @return the name
   */
  public String layer() {
    return synapse.layer();
  }

  /**
   * Returns the synapse's linear map, with kernels in W's shape.
   *
   * @return the map
   */
  public LinearMap map() {
    return synapse.map();
  }

  /**
   * Returns W.
   *
   * @return the variable
   */
  public SDVariable weight() {
    return synapse.weight().tensor().variable();
  }

  /**
   * Returns the graph that holds all of these.
   *
   * @return the graph
   */
  public SameDiff graph() {
    return weight().getSameDiff();
  }

  /**
   * Returns the same signals with another N.
   *
   * @param newBatch by what terms that read activity are divided
   * @return the signals
   */
  public SynapticSignals withBatch(int newBatch) {
    return new SynapticSignals(
        synapse,
        newBatch,
        input,
        output,
        feedback,
        outputError,
        weightGradient,
        networkError,
        steps);
  }

  /**
   * Returns the same signals with other activity.
   *
   * @param newInput x
   * @param newOutput y
   * @return the signals
   */
  public SynapticSignals withActivity(SDVariable newInput, SDVariable newOutput) {
    return new SynapticSignals(
        synapse,
        batch,
        newInput,
        newOutput,
        feedback,
        outputError,
        weightGradient,
        networkError,
        steps);
  }

  /**
   * Returns the same signals with other feedback weights.
   *
   * @param newFeedback B
   * @return the signals
   */
  public SynapticSignals withFeedback(SDVariable newFeedback) {
    return new SynapticSignals(
        synapse,
        batch,
        input,
        output,
        newFeedback,
        outputError,
        weightGradient,
        networkError,
        steps);
  }
}
