// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;

/** Makes curves of many points readable and small. */
final class Curves {

  private Curves() {}

  /**
   * The exponential moving average with a time constant of a 25th of the curve, corrected for its
   * start; points without a value are passed over.
   */
  static List<Point> smooth(List<Point> points) {
    double keep = Math.exp(-1 / Math.max(1, points.size() / 25.0));
    double sum = 0;
    double weight = 0;
    List<Point> smooth = new ArrayList<>();
    for (Point point : points) {
      if (Double.isFinite(point.y())) {
        sum = keep * sum + (1 - keep) * point.y();
        weight = keep * weight + (1 - keep);
        smooth.add(new Point(point.x(), sum / weight));
      }
    }
    return smooth;
  }

  /** At most about {@code limit} points at equal strides, the first and the last among them. */
  static List<Point> thin(List<Point> points, int limit) {
    if (points.size() <= limit) {
      return points;
    }
    List<Point> thin = new ArrayList<>();
    for (int i = 0; i < limit; i++) {
      thin.add(points.get((int) Math.round(i * (points.size() - 1.0) / (limit - 1))));
    }
    return thin;
  }

  /**
   * At most about {@code limit} points that keep the extremes: the lowest and highest of each
   * stretch.
   */
  static List<Point> envelope(List<Point> points, int limit) {
    if (points.size() <= limit) {
      return points;
    }
    int stretches = limit / 2;
    List<Point> envelope = new ArrayList<>();
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) i * points.size() / stretches);
      int to = (int) ((i + 1L) * points.size() / stretches);
      addExtremes(points.subList(from, to), envelope);
    }
    return envelope;
  }

  private static void addExtremes(List<Point> stretch, List<Point> envelope) {
    Point low = stretch.get(0);
    Point high = low;
    for (Point point : stretch) {
      low = point.y() < low.y() || Double.isNaN(low.y()) ? point : low;
      high = point.y() > high.y() || Double.isNaN(high.y()) ? point : high;
    }
    envelope.add(low.x() <= high.x() ? low : high);
    if (low.x() != high.x()) {
      envelope.add(low.x() <= high.x() ? high : low);
    }
  }
}
