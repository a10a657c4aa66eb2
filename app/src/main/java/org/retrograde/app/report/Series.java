// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param label its name in the tooltip
 * @param key the key of its run, empty in a chart of one run
 * @param css the classes that give its colour and pattern
 * @param points its points, in the order of x
 * @param marker the shape at its points
 * @param background whether it is drawn faintly and has no tooltip
 */
record Series(
    String label, String key, String css, List<Point> points, Marker marker, boolean background) {

  /** Where markers are drawn, and which. */
  record Marker(int shape, boolean everywhere) {
    static final Marker NONE = new Marker(-1, false);
  }

  Series {
    points = List.copyOf(points);
  }

  static Series of(RunView view, List<Point> points, boolean everywhere) {
    Marker marker = new Marker(view.color(), everywhere);
    return new Series(view.label(), view.key(), view.colorClass(), points, marker, false);
  }

  static Series background(RunView view, List<Point> points) {
    return new Series(view.label(), view.key(), view.colorClass(), points, Marker.NONE, true);
  }

  /** A line that stands for no run, with a key of its own. */
  static Series named(String label, String key, int color, List<Point> points) {
    return new Series(label, key, "c" + color, points, new Marker(color, true), false);
  }

  /** Faint lines beside one with a key of its own. */
  static Series faint(String label, String key, int color, List<Point> points) {
    return new Series(label, key, "c" + color, points, Marker.NONE, true);
  }
}
