// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The range of an axis.
 *
 * @param min the value at its start
 * @param max the value at its end, greater than min
 * @param logarithmic whether equal distances are equal ratios; then min is positive
 * @param step the distance of ticks, 0 to choose it by their number
 */
record Scale(double min, double max, boolean logarithmic, double step) {

  /** Beyond this ratio of the largest to the smallest value a linear axis hides the small ones. */
  private static final double WIDE = 50;

  Scale {
    boolean positive = !logarithmic || min > 0;
    if (!(max > min) || !positive || Double.isInfinite(max - min)) {
      throw new IllegalArgumentException("no axis from " + min + " to " + max);
    }
  }

  static Scale linear(double min, double max) {
    return new Scale(min, max, false, 0);
  }

  /** The same range with ticks at multiples of a step. */
  Scale withStep(double distance) {
    return new Scale(min, max, logarithmic, distance);
  }

  /** The same range with ticks at whole numbers. */
  Scale whole(int wanted) {
    return withStep(Math.max(1, step(max - min, wanted)));
  }

  /** The range of the finite values, widened to round numbers. */
  static Scale covering(List<Point> points) {
    double[] y = points.stream().mapToDouble(Point::y).filter(Double::isFinite).sorted().toArray();
    if (y.length == 0) {
      return linear(0, 1);
    }
    double min = y[0];
    double max = y[y.length - 1];
    if (min > 0 && max / min > WIDE) {
      double low = Math.pow(10, Math.floor(Math.log10(min)));
      double high = Math.pow(10, Math.ceil(Math.log10(max)));
      return new Scale(Math.min(low, min), Math.max(high, max), true, 0);
    }
    return rounded(min, max);
  }

  /** The linear range of zero and the finite values, widened to round numbers. */
  static Scale withZero(List<Point> points) {
    double[] y = points.stream().mapToDouble(Point::y).filter(Double::isFinite).sorted().toArray();
    return y.length == 0 ? linear(0, 1) : rounded(Math.min(0, y[0]), Math.max(0, y[y.length - 1]));
  }

  /** Where a value lies on the axis: 0 at its start, 1 at its end. */
  double fraction(double value) {
    if (logarithmic) {
      return Math.log(Math.max(value, min) / min) / Math.log(max / min);
    }
    return (value - min) / (max - min);
  }

  /** Round numbers on the axis, about as many as wanted. */
  List<Double> ticks(int wanted) {
    return logarithmic ? powers() : multiples(distance(wanted));
  }

  /** A tick as text, with no more decimals than its neighbours need. */
  String label(double tick, int wanted) {
    if (logarithmic) {
      return tick >= 1e-3 && tick < 1e5 ? trimmed(tick) : String.format(Locale.ROOT, "%.0e", tick);
    }
    double step = distance(wanted);
    if (step >= 1000 && max >= 10_000) {
      return trimmed(tick / 1000) + (tick == 0 ? "" : "k");
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
  }

  private double distance(int wanted) {
    return step > 0 ? step : step(max - min, wanted);
  }

  private static Scale rounded(double min, double max) {
    double spread = max > min ? max - min : Math.max(Math.abs(max), 1) * 0.1;
    double step = step(spread, 5);
    double low = Math.floor(min / step + 1e-9) * step;
    double high = Math.ceil(max / step + (max > min ? -1e-9 : 1)) * step;
    return linear(Math.min(low, min), Math.max(high, max));
  }

  private List<Double> multiples(double step) {
    List<Double> ticks = new ArrayList<>();
    long last = (long) Math.floor(max / step + 1e-6);
    for (long i = (long) Math.ceil(min / step - 1e-6); i <= last; i++) {
      ticks.add(Math.min(Math.max(i * step, min), max)); // rounding may leave the axis
    }
    return ticks;
  }

  private List<Double> powers() {
    int first = (int) Math.ceil(Math.log10(min) - 1e-9);
    int last = (int) Math.floor(Math.log10(max) + 1e-9);
    int stride = Math.max(1, (last - first) / 6);
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += stride) {
      ticks.add(Math.pow(10, exponent));
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 times a power of ten that gives no more ticks than wanted. */
  private static double step(double spread, int wanted) {
    double rough = spread / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
