// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.state;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Static values, which are allowed. */
final class Values {
  static final int NUMBER = 1;
  static final String TEXT = "text";
  static final Pattern PATTERN = Pattern.compile(TEXT);
  static final List<String> LIST = List.of(TEXT, TEXT, TEXT);
  static final Map<String, Integer> MAP = Map.of(TEXT, NUMBER);
  static final Pair PAIR = new Pair(NUMBER, TEXT);

  record Pair(int number, String text) {}
}
