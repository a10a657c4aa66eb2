// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.ParameterType;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.neural.SettingNames;

/** Options named after keys of an experiment file, with the keys' ranges and defaults. */
record OptionNames() implements SettingNames {

  @Override
  public String where(String key) {
    return "--" + option(key);
  }

  @Override
  public String written(String key, String value) {
    return where(key) + " " + value;
  }

  /** {@code ceiling-threshold} for {@code ceilingThreshold}. */
  private static String option(String key) {
    return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The values of options, where keys have numbers and texts. */
  static Parameters values(Invocation invocation, ParameterTable table) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ParameterSpec spec : table.specs()) {
      String option = option(spec.name());
      Object byDefault = spec.defaultValue();
      if (byDefault != null || invocation.has(option)) {
        values.put(spec.name(), value(invocation, option, spec));
      }
    }
    return new Parameters(values);
  }

  private static Object value(Invocation invocation, String option, ParameterSpec spec) {
    Object byDefault = spec.defaultValue();
    Double least = spec.minimum();
    Double most = spec.maximum();
    if (least == null || most == null) {
      return invocation.value(option).orElse(String.valueOf(byDefault));
    }
    if (spec.type() == ParameterType.DECIMAL) {
      double otherwise = byDefault instanceof Double number ? number : least;
      return ScoreFlags.decimal(invocation, option, otherwise, least, most);
    }
    int otherwise = byDefault instanceof Long whole ? whole.intValue() : least.intValue();
    return (long) invocation.number(option, otherwise, least.intValue(), most.intValue());
  }
}
