// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

  private static final String UNKNOWN = "-";

  private Numbers() {}

  static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? unsigned(String.format(Locale.ROOT, "%." + decimals + "f", value))
        : UNKNOWN;
  }

  /** What was rounded to 0 has no sign. */
  private static String unsigned(String text) {
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  /** A fraction as a percentage. */
  static String percent(double fraction) {
    return Double.isFinite(fraction) ? fixed(100 * fraction, 1) + " %" : UNKNOWN;
  }

  static String degrees(double angle) {
    return Double.isFinite(angle) ? fixed(angle, 1) + "°" : UNKNOWN;
  }

  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String mebibytes(long bytes) {
    return grouped(Math.round(bytes / (1024.0 * 1024.0))) + " MiB";
  }

  /** Seconds without digits that no clock can tell. */
  static double microseconds(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }

  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return UNKNOWN;
    }
    long whole = Math.round(seconds);
    String minutesAndSeconds = String.format(Locale.ROOT, "%d:%02d", whole / 60 % 60, whole % 60);
    return whole < 3600
        ? minutesAndSeconds
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
