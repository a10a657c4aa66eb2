// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A value that flows between instructions, before it has a buffer.
 *
 * @param name the variable's name in the graph
 * @param shape the lengths of its axes, empty for a scalar
 * @param type the type of its elements
 * @param constant its elements, if they are the same in every run
 */
record Value(String name, List<Long> shape, DataType type, Optional<INDArray> constant) {

  static Value constant(String name, INDArray array) {
    return new Value(name, shapeOf(array.shape()), array.dataType(), Optional.of(array));
  }

  static Value variable(String name, long[] shape, DataType type) {
    return new Value(name, shapeOf(shape), type, Optional.empty());
  }

  /** A value of the same shape and type. */
  Value named(String other) {
    return new Value(other, shape, type, Optional.empty());
  }

  long[] lengths() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Arrays are equal only if they are the same one: values are compared by name. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Value value && value.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  private static List<Long> shapeOf(long[] lengths) {
    return java.util.Arrays.stream(lengths).boxed().toList();
  }
}
