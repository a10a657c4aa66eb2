// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of lines.
 *
 * @param title its heading
 * @param run the run it shows, null if it shows several
 * @param alternative what it shows, in words
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param reference a value of y with a thin line of its own, NaN for none
 * @param series the lines, the ones in front last
 */
record Chart(
    String title,
    @Nullable RunView run,
    String alternative,
    Axis x,
    Axis y,
    double reference,
    List<Series> series) {

  Chart {
    series = List.copyOf(series);
  }

  /**
   * A chart of one run is a small panel among others, with a tooltip for the nearest line alone.
   */
  boolean small() {
    return run != null;
  }
}
