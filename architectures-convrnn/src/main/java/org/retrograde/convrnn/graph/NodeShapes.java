// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;
import java.util.Optional;

/**
 * The shapes inside a node, without the batch.
 *
 * @param inputs what comes from the image, if the node reads it, and from each predecessor in the
 *     order of {@link GraphSpec#predecessors}, before it is resized
 * @param harbor what the harbor gives to the first operation; for a cell that takes feedback, the
 *     feedforward input alone
 * @param feedback what the harbor gives to such a cell beside that, empty if there is nothing
 * @param before the shape after each operation before the cell
 * @param cell what the cell gives; the same as it takes if there is none
 * @param after the shape after each operation after the cell
 */
public record NodeShapes(
    List<ValueShape> inputs,
    ValueShape harbor,
    Optional<ValueShape> feedback,
    List<ValueShape> before,
    ValueShape cell,
    List<ValueShape> after) {

  /** Copies the lists. */
  public NodeShapes {
    inputs = List.copyOf(inputs);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Returns what the cell takes.
   *
   * @return the shape after the last operation before it
   */
  public ValueShape cellInput() {
    return before.isEmpty() ? harbor : before.get(before.size() - 1);
  }

  /**
   * Returns what the node gives to others.
   *
   * @return the shape after its last operation
   */
  public ValueShape output() {
    return after.isEmpty() ? cell : after.get(after.size() - 1);
  }

  /**
   * Returns what an operation after the cell takes.
   *
   * @param operation its index
   * @return the shape before it
   */
  public ValueShape beforeOperation(int operation) {
    return operation == 0 ? cell : after.get(operation - 1);
  }
}
