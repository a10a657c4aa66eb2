// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Arrays;
import java.util.List;

/** Whether a training step trades time for memory. */
public enum Memory {
  /** Whatever the backward pass reads of the forward pass is kept until then. */
  NORMAL("normal"),

  /**
   * Part of the forward pass is computed a second time instead of being kept (Chen et al. 2016);
   * the results are the same, bit for bit.
   */
  LOW("low");

  private final String id;

  Memory(String id) {
    this.id = id;
  }

  /**
   * Returns the word in files.
   *
   * @return {@code normal} or {@code low}
   */
  public String id() {
    return id;
  }

  /**
   * Returns the words of all choices.
   *
   * @return the ids, the default first
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Memory::id).toList();
  }

  /**
   * Finds a choice.
   *
   * @param id its word in files
   * @return the choice
   * @throws IllegalArgumentException if there is none
   */
  public static Memory of(String id) {
    return Arrays.stream(values())
        .filter(memory -> memory.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("memory is one of " + ids() + ", found " + id));
  }
}
