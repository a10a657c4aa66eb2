// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names of constants as files write them. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<String> all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Words::of).toList();
  }
}
