// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.List;
import org.retrograde.convrnn.graph.EdgeSpec;

/** The published sets of feedback edges, each larger than the one before. */
public enum FeedbackEdges {
  /** No feedback between layers. */
  NONE(0),
  /** conv8 to conv5 and conv9 to conv6. */
  TWO(2),
  /** Also conv10 to conv7. */
  THREE(3),
  /** Also conv7 to conv6 and conv10 to conv9: what the search found. */
  FIVE(5);

  private static final List<EdgeSpec> ALL =
      List.of(
          new EdgeSpec("conv8", "conv5"),
          new EdgeSpec("conv9", "conv6"),
          new EdgeSpec("conv10", "conv7"),
          new EdgeSpec("conv7", "conv6"),
          new EdgeSpec("conv10", "conv9"));

  private final int count;

  FeedbackEdges(int count) {
    this.count = count;
  }

  /**
   * Returns the number of edges.
   *
   * @return 0, 2, 3 or 5
   */
  public int count() {
    return count;
  }

  /**
   * Returns the edges.
   *
   * @return from the later layer to the earlier one
   */
  public List<EdgeSpec> edges() {
    return ALL.subList(0, count);
  }
}
