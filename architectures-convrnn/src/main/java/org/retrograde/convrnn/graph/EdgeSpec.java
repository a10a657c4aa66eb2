// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Objects;

/**
 * A way from one node's output to another's harbor; it takes one step.
 *
 * @param from the node whose output of the step before is read
 * @param to the node that reads it
 */
public record EdgeSpec(String from, String to) {

  /** Checks that both ends are named. */
  public EdgeSpec {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }

  /** Returns {@code conv8 -> conv5}. */
  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
