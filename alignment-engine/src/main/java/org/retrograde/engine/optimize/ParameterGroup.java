// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters that one optimiser moves: their values lie in one buffer and their gradients in
 * another, so that an update is one pass. Those that weight decay reaches come first.
 */
public final class ParameterGroup {

  /**
   * A parameter of the group.
   *
   * @param name its name
   * @param shape the lengths of its axes
   * @param decayed whether weight decay reaches it
   */
  public record Member(String name, List<Integer> shape, boolean decayed) {

    long size() {
      return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    long[] lengths() {
      return shape.stream().mapToLong(Integer::longValue).toArray();
    }
  }

  private final INDArray values;
  private final INDArray gradients;
  private final long decayedSize;
  private final Map<String, INDArray> valueViews = new LinkedHashMap<>();
  private final Map<String, INDArray> gradientViews = new LinkedHashMap<>();

  /**
   * Allocates a group, all zeros.
   *
   * @param members the parameters, at least one, with distinct names
   * @param type FLOAT or DOUBLE
   */
  public ParameterGroup(List<Member> members, DataType type) {
    List<Member> ordered =
        members.stream().sorted(java.util.Comparator.comparing(m -> !m.decayed())).toList();
    long size = ordered.stream().mapToLong(Member::size).sum();
    values = Nd4j.create(type, size);
    gradients = Nd4j.create(type, size);
    decayedSize = ordered.stream().filter(Member::decayed).mapToLong(Member::size).sum();
    long offset = 0;
    for (Member member : ordered) {
      valueViews.put(member.name(), cut(values, offset, member));
      gradientViews.put(member.name(), cut(gradients, offset, member));
      offset += member.size();
    }
  }

  private ParameterGroup(String name, INDArray view) {
    values = view.reshape('c', new long[] {view.length()});
    gradients = values.like();
    decayedSize = 0;
    valueViews.put(name, view);
    gradientViews.put(name, gradients.reshape('c', view.shape()));
  }

  /**
   * A group of one parameter whose values belong to another group, for a second optimiser; weight
   * decay does not reach it here.
   *
   * @param name the parameter's name
   * @param view the values themselves, contiguous
   * @return the group
   */
  public static ParameterGroup sharing(String name, INDArray view) {
    return new ParameterGroup(name, view);
  }

  /**
   * Returns all values in one row.
   *
   * @return the buffer itself
   */
  public INDArray values() {
    return values;
  }

  /**
   * Returns all gradients in one row, in the values' order.
   *
   * @return the buffer itself
   */
  public INDArray gradients() {
    return gradients;
  }

  /**
   * Returns how many of the first values weight decay reaches.
   *
   * @return from 0 to the number of values
   */
  public long decayedSize() {
    return decayedSize;
  }

  /** Overwrites the values by what lies in the place of their gradients. */
  public void takeNext() {
    values.assign(gradients);
  }

  /**
   * Returns the values by name.
   *
   * @return views into {@link #values()}, each of its parameter's shape
   */
  public Map<String, INDArray> valueViews() {
    return java.util.Collections.unmodifiableMap(valueViews);
  }

  /**
   * Returns the gradients by name.
   *
   * @return views into {@link #gradients()}, each of its parameter's shape
   */
  public Map<String, INDArray> gradientViews() {
    return java.util.Collections.unmodifiableMap(gradientViews);
  }

  private static INDArray cut(INDArray row, long offset, Member member) {
    return row.get(NDArrayIndex.interval(offset, offset + member.size()))
        .reshape('c', member.lengths());
  }
}
