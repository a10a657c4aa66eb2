// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;

/** Tables of parameters in words. */
public final class ParameterText {

  private ParameterText() {}

  /**
   * Describes every parameter, those of records included.
   *
   * @param prefix what stands before each key, with its dot
   * @param table the parameters
   * @return their descriptions, in the table's order
   */
  public static List<KeyText> keys(String prefix, ParameterTable table) {
    return keys(prefix, table, "");
  }

  static List<KeyText> keys(String prefix, ParameterTable table, String when) {
    List<KeyText> keys = new ArrayList<>();
    for (ParameterSpec spec : table.specs()) {
      keys.add(key(prefix, spec, when));
      spec.records()
          .ifPresent(inner -> keys.addAll(keys(prefix + spec.name() + "[].", inner, when)));
    }
    return keys;
  }

  static KeyText key(String prefix, ParameterSpec spec, String when) {
    return new KeyText(
        prefix + spec.name(),
        spec.expected(),
        spec.unit(),
        byDefault(spec),
        when,
        spec.description());
  }

  private static String byDefault(ParameterSpec spec) {
    @Nullable Object value = spec.defaultValue();
    if (value == null) {
      return spec.required() ? "required" : "none";
    }
    return value.toString();
  }
}
