// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A forward graph and its synapses.
 *
 * @param graph the SameDiff graph
 * @param mode what the graph is for
 * @param precision FLOAT or DOUBLE
 * @param input the images, {@code [batch, height, width, channels]}, a placeholder
 * @param labels the classes, one-hot {@code [batch, classes]}, a placeholder
 * @param logits the outputs before softmax or sigmoid, {@code [batch, classes]}
 * @param scored the logits that the loss reads, one for each time step of which it is the mean
 * @param logitsByStep in a network unrolled in time, the logits at each step, in order; else empty
 * @param objective what is minimised
 * @param loss its value, the mean over the batch, a scalar
 * @param synapses the synapses, in the order of the forward pass
 * @param parameters the trainable parameters, weights included, in the order of the forward pass
 * @param states the running averages
 * @param stepInputs what is drawn, or taken from a course, anew in every training step; none in
 *     evaluation
 * @param layers the activations that can be read out, by layer name, in the order of the forward
 *     pass
 */
public record Network(
    SameDiff graph,
    Mode mode,
    DataType precision,
    Tensor input,
    Tensor labels,
    Tensor logits,
    List<Tensor> scored,
    Map<Integer, Tensor> logitsByStep,
    Loss objective,
    SDVariable loss,
    List<Synapse> synapses,
    List<ParameterVariable> parameters,
    List<StateVariable> states,
    List<StepInput> stepInputs,
    Map<String, Tensor> layers) {

  /** Copies the lists; the map keeps its order. */
  public Network {
    scored = List.copyOf(scored);
    logitsByStep = Collections.unmodifiableMap(new LinkedHashMap<>(logitsByStep));
    synapses = List.copyOf(synapses);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    stepInputs = List.copyOf(stepInputs);
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /**
   * Returns the number of images that the graph takes at once.
   *
   * @return the batch size
   */
  public int batchSize() {
    return input.length(0);
  }

  /**
   * Returns the number of trainable values, feedback weights not counted.
   *
   * @return the parameter count
   */
  public long parameterCount() {
    return parameters.stream()
        .mapToLong(
            p ->
                p.tensor().shape().stream()
                    .mapToLong(Integer::longValue)
                    .reduce(1, Math::multiplyExact))
        .sum();
  }
}
