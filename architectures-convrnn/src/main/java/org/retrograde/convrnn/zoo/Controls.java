// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.ParameterCount;

/** Networks that recurrent ones are held against. */
public final class Controls {

  /** Halvings of an interval of widths, down to the last digits of a double. */
  private static final int HALVINGS = 60;

  private static final int MOST_DIGITS = 15;

  private Controls() {}

  /**
   * A feedforward network with as many parameters as a recurrent one: the same layers without
   * cells, all channels multiplied with one factor (the control of Nayebi et al. 2018; the widths
   * used there are not published).
   *
   * @param graph the recurrent network
   * @param depth the depth of the feedforward network
   * @param image the image's shape
   * @param classes the number of logits
   * @return the network whose number of trained parameters is nearest; of two as near, the smaller
   */
  public static ZooModel matchedFeedforward(
      GraphSpec graph, ZooDepth depth, ImageShape image, int classes) {
    long target = ParameterCount.of(graph).trainable();
    ZooModel base = new ZooModel(depth, ZooCell.FEEDFORWARD, FeedbackEdges.NONE, image, classes, 1);
    double high = 1;
    while (size(base, high) < target) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (size(base, middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    boolean below = low > 0 && target - size(base, low) <= size(base, high) - target;
    return base.withWidth(shortest(base, below ? low : high));
  }

  /** The width of the fewest digits that gives the same channels. */
  private static double shortest(ZooModel base, double width) {
    long size = size(base, width);
    for (int digits = 0; digits < MOST_DIGITS; digits++) {
      double rounded =
          BigDecimal.valueOf(width).setScale(digits, RoundingMode.HALF_UP).doubleValue();
      if (rounded > 0 && size(base, rounded) == size) {
        return rounded;
      }
    }
    return width;
  }

  private static long size(ZooModel base, double width) {
    return ParameterCount.of(base.withWidth(width).graph()).trainable();
  }
}
