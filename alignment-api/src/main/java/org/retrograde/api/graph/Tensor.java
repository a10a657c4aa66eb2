// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A variable of the graph together with its shape, which is fixed for a run.
 *
 * @param variable the variable
 * @param shape the lengths of its axes: {@code [batch, height, width, channels]} or {@code [batch,
 *     features]}
 */
public record Tensor(SDVariable variable, List<Integer> shape) {

  /** Checks that every axis has a length of at least 1. */
  public Tensor {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(length -> length < 1)) {
      throw new IllegalArgumentException("every axis has a length of at least 1, found " + shape);
    }
  }

  /**
   * A tensor of the given shape.
   *
   * @param variable the variable
   * @param shape the lengths of its axes
   * @return the tensor
   */
  public static Tensor of(SDVariable variable, Integer... shape) {
    return new Tensor(variable, List.of(shape));
  }

  /**
   * Returns the length of one axis.
   *
   * @param axis the axis, counted from 0
   * @return its length
   */
  public int length(int axis) {
    return shape.get(axis);
  }

  /**
   * Returns the number of axes.
   *
   * @return 4 for images, 2 for features
   */
  public int rank() {
    return shape.size();
  }

  /**
   * Returns the number of values for each example of the batch.
   *
   * @return the product of all lengths but the first
   */
  public int featuresPerExample() {
    return shape.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the length of the last axis.
   *
   * @return the number of channels or features
   */
  public int channels() {
    return length(rank() - 1);
  }

  /** The shape with another number of examples. */
  List<Integer> withFirst(int length) {
    return with(0, length);
  }

  /** The shape with another number of channels. */
  List<Integer> withLast(int length) {
    return with(rank() - 1, length);
  }

  private List<Integer> with(int axis, int length) {
    List<Integer> lengths = new ArrayList<>(shape);
    lengths.set(axis, length);
    return List.copyOf(lengths);
  }
}
