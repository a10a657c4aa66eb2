// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** What has been added to a network so far, other than synapses. */
final class NetworkParts {

  final SameDiff graph = SameDiff.create();
  final List<ParameterVariable> parameters = new ArrayList<>();
  final List<StateVariable> states = new ArrayList<>();
  final List<StepInput> stepInputs = new ArrayList<>();
  final Map<String, Tensor> layers = new LinkedHashMap<>();
  private final DataType precision;

  NetworkParts(DataType precision) {
    this.precision = precision;
  }

  DataType precision() {
    return precision;
  }

  Tensor placeholder(String name, List<Integer> shape) {
    long[] lengths = shape.stream().mapToLong(Integer::longValue).toArray();
    return new Tensor(graph.placeHolder(name, precision, lengths), shape);
  }

  ParameterVariable parameter(
      String name, List<Integer> shape, ParameterRole role, Initializer initializer, Fans fans) {
    Tensor tensor = placeholder(name, shape);
    ParameterVariable parameter = new ParameterVariable(name, tensor, role, initializer, fans);
    parameters.add(parameter);
    return parameter;
  }

  Tensor readable(String name, Tensor x) {
    layers.put(name, x);
    return x;
  }

  static Fans unitFans() {
    return new Fans(1, 1);
  }

  static void requireImages(String name, Tensor x) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "layer '" + name + "' takes [batch, height, width, channels], found " + x.shape());
    }
  }

  static void requireFeatures(String name, Tensor x) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "dense layer '"
              + name
              + "' takes [batch, features], found "
              + x.shape()
              + "; add a flatten layer before it");
    }
  }

  static void requireBeside(Tensor first, Tensor other) {
    int axes = first.rank() - 1;
    if (other.rank() != first.rank()
        || !other.shape().subList(0, axes).equals(first.shape().subList(0, axes))) {
      throw new IllegalArgumentException(
          "only channels can be joined, found " + first.shape() + " and " + other.shape());
    }
  }
}
