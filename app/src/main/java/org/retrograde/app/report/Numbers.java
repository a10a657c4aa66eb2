// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Locale;

/** Numbers as the report shows them; what was not measured is a dash, never 0. */
final class Numbers {

  static final String MISSING = "–";

  /** log10(1000 / 999.5): from there on, three digits round up to the next power of ten. */
  private static final double ROUNDS_UP = 0.000217;

  private Numbers() {}

  static String fixed(double value, int decimals) {
    return Double.isNaN(value)
        ? MISSING
        : infinite(value, unsigned(String.format(Locale.ROOT, "%,." + decimals + "f", value)));
  }

  /** What was rounded to 0 has no sign. */
  private static String unsigned(String text) {
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  static String percent(double fraction) {
    return Double.isNaN(fraction) ? MISSING : fixed(100 * fraction, 2) + " %";
  }

  static String degrees(double angle) {
    return Double.isNaN(angle) ? MISSING : fixed(angle, 1) + "°";
  }

  static String count(double value) {
    return fixed(value, 0);
  }

  /** Three significant digits without an exponent where that stays short. */
  static String significant(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return fixed(value, 0);
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int leading = size == 0 ? 0 : (int) Math.floor(Math.log10(size) + ROUNDS_UP);
    return fixed(value, Math.max(0, 2 - leading));
  }

  /** A coordinate of a drawing: two decimals, no trailing zeros. */
  static String coordinate(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private static String infinite(double value, String text) {
    return Double.isInfinite(value) ? (value > 0 ? "∞" : "−∞") : text;
  }
}
