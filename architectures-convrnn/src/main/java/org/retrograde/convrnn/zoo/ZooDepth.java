// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The published depths. */
public enum ZooDepth {
  /** Five layers and a readout; cells in conv3 to conv5. */
  SHALLOW(16),
  /** Ten layers and a readout; cells in conv4 to conv10. */
  INTERMEDIATE(17);

  private final int publishedSteps;

  ZooDepth(int publishedSteps) {
    this.publishedSteps = publishedSteps;
  }

  /**
   * Returns the number of steps that published networks were trained with.
   *
   * @return steps of 10 ms
   */
  public int publishedSteps() {
    return publishedSteps;
  }

  /**
   * Returns the name users write.
   *
   * @return {@code shallow} or {@code intermediate}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the names users may write.
   *
   * @return both
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(ZooDepth::id).toList();
  }
}
