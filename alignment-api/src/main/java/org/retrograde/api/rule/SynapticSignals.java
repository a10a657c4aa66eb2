// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;

/**
 * What a learning rule may see at one synapse; it adds to the graph whatever it computes from
 * these.
 *
 * <p>Where weights are used at several time steps, the error is carried at each use by itself, from
 * signals of that use; everything else is asked once, of signals in which the uses are stacked
 * along the first axis: a step counts as a position does. A use that no image has reached yet
 * appears there once for each image, with an equal share of its error. Steps at which x stands
 * still, so that y was computed once for all of them, are one use, whose error is the sum of
 * theirs: terms that read activity see it once, and noise on the error is drawn once.
 *
 * @param synapse the synapse
 * @param batch N, by what terms that read activity are divided: the number of images in the batch
 * @param images the images of one use: N, or 1 where a use that no image has reached yet carries
 *     its error
 * @param uses the number of uses that are stacked
 * @param input x, of {@link #inputShape()}
 * @param output y = C_W(x), of {@link #outputShape()}, before bias, batch normalisation and
 *     activation
 * @param feedback B, of the shape that the rule asked for; W itself under a rule without feedback
 *     weights
 * @param outputError dy, the error at y as the rules of the layers above delivered it
 * @param weightGradient F(x, dy), the gradient by which the task moves W, in W's shape
 * @param networkError the error at the logits, {@code [images * uses, classes]}; where the loss
 *     reads several steps, their sum
 * @param steps what may be had anew in every step
 */
public record SynapticSignals(
    Synapse synapse,
    int batch,
    int images,
    int uses,
    SDVariable input,
    SDVariable output,
    SDVariable feedback,
    SDVariable outputError,
    SDVariable weightGradient,
    Tensor networkError,
    StepInputs steps) {

  /**
   * Returns the shape of x.
   *
   * @return the layer's input shape, for the images of all uses
   */
  public List<Integer> inputShape() {
    return map().inputShape(images * uses);
  }

  /**
   * Returns the shape of y and dy.
   *
   * @return the layer's output shape, for the images of all uses
   */
  public List<Integer> outputShape() {
    return map().outputShape(images * uses);
  }

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
        images,
        uses,
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
        images,
        uses,
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
        images,
        uses,
        input,
        output,
        newFeedback,
        outputError,
        weightGradient,
        networkError,
        steps);
  }
}
