// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in the words of an error message. */
final class Words {

  private Words() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map) {
      return "a map of keys";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "an empty list" : "a list";
    }
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }
}
