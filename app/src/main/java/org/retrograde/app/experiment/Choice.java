// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.ParameterType;

/**
 * A key whose value decides which other keys there are: {@code id}, {@code optimizer}.
 *
 * @param selector the key
 * @param options the keys that go with each of its values
 */
record Choice(ParameterSpec selector, Map<String, ParameterTable> options) {

  Choice {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A choice among options; required if there is no default. */
  static Choice of(
      String name,
      @Nullable String byDefault,
      Map<String, ParameterTable> options,
      String description) {
    ParameterSpec selector =
        new ParameterSpec(
            name,
            ParameterType.TEXT,
            "1",
            byDefault,
            byDefault == null,
            null,
            null,
            List.copyOf(options.keySet()),
            Optional.empty(),
            description);
    return new Choice(selector, options);
  }

  ParameterTable table() {
    return ParameterTable.of(selector);
  }

  ParameterTable keysOf(String option) {
    return options.getOrDefault(option, ParameterTable.of());
  }

  /** Returns the first option that has a key. */
  Optional<String> optionWith(String key) {
    return options.entrySet().stream()
        .filter(option -> option.getValue().find(key).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
