// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.Network;
import org.retrograde.engine.checkpoint.NamedArray;

/**
 * The parameters and running averages of a network that is not trained.
 *
 * <p>Names and shapes are those of {@link TrainingStep}, feedback weights left out.
 */
public final class NetworkWeights {

  private final Map<String, INDArray> buffers = new LinkedHashMap<>();

  private NetworkWeights() {}

  /**
   * Draws the values with which a run begins.
   *
   * @param network the network, for training or evaluation
   * @param seed the seed of the run
   * @return the values
   */
  public static NetworkWeights initial(Network network, long seed) {
    NetworkWeights weights = new NetworkWeights();
    shapes(network)
        .forEach((name, shape) -> weights.buffers.put(name, zeros(network.precision(), shape)));
    InitialValues.draw(network, seed, weights::buffer);
    return weights;
  }

  /**
   * Lists what a network has.
   *
   * @param network the network
   * @return by name the lengths of the axes: parameters in the order of the forward pass, then
   *     running averages
   */
  public static Map<String, List<Long>> shapes(Network network) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    network.parameters().forEach(p -> shapes.put(p.name(), longs(p.tensor().shape())));
    network.states().forEach(s -> shapes.put(s.name(), longs(s.tensor().shape())));
    return shapes;
  }

  /**
   * Returns a copy of all arrays.
   *
   * @return by name, in the order of {@link #shapes}
   */
  public Map<String, NamedArray> arrays() {
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    buffers.forEach((name, buffer) -> arrays.put(name, ArrayTransfer.read(buffer)));
    return arrays;
  }

  /**
   * Overwrites an array.
   *
   * @param name the name
   * @param value the new values
   * @throws IllegalArgumentException if there is no such array, or one of another shape
   */
  public void set(String name, NamedArray value) {
    INDArray target = buffer(name);
    List<Long> shape = Arrays.stream(target.shape()).boxed().toList();
    if (!shape.equals(value.shape())) {
      throw new IllegalArgumentException(
          "'" + name + "' has shape " + shape + ", found " + value.shape());
    }
    ArrayTransfer.write(value, target);
  }

  /** The buffers by the name of the placeholder. */
  Map<String, INDArray> buffers() {
    return buffers;
  }

  private INDArray buffer(String name) {
    INDArray found = buffers.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no array '" + name + "', there are " + buffers.keySet());
    }
    return Objects.requireNonNull(found);
  }

  private static INDArray zeros(DataType type, List<Long> shape) {
    return Nd4j.create(type, shape.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Long> longs(List<Integer> shape) {
    return shape.stream().map(Integer::longValue).toList();
  }
}
