// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Turns a raw value into a checked one of its parameter's type. */
final class ValueBinder {

  private ValueBinder() {}

  static Object bind(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    return switch (spec.type()) {
      case INTEGER -> integer(spec, raw, key, location);
      case DECIMAL -> decimal(spec, raw, key, location);
      case FLAG -> raw instanceof Boolean ? raw : reject(spec, raw, key, location);
      case TEXT -> text(spec, raw, key, location);
      case INTEGERS ->
          list(spec, raw, key, location).stream()
              .map(o -> integer(spec, o, key, location))
              .toList();
      case DECIMALS ->
          list(spec, raw, key, location).stream()
              .map(o -> decimal(spec, o, key, location))
              .toList();
      case TEXTS ->
          (raw instanceof String one ? List.of(one) : list(spec, raw, key, location))
              .stream().map(o -> text(spec, o, key, location)).toList();
      case RECORDS -> records(spec, list(spec, raw, key, location), key, location);
    };
  }

  private static Object integer(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    if (raw instanceof Integer || raw instanceof Long) {
      long value = ((Number) raw).longValue();
      return inRange(spec, (double) value) ? (Object) value : reject(spec, raw, key, location);
    }
    return reject(spec, raw, key, location);
  }

  private static Object decimal(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    if (raw instanceof Number number && Double.isFinite(number.doubleValue())) {
      double value = number.doubleValue();
      return inRange(spec, value) ? (Object) value : reject(spec, raw, key, location);
    }
    return reject(spec, raw, key, location);
  }

  private static Object text(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    if (!(raw instanceof String value)) {
      return reject(spec, raw, key, location);
    }
    return spec.choices().isEmpty() || spec.choices().contains(value)
        ? value
        : rejectChoice(spec, value, key, location);
  }

  private static List<?> list(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    return raw instanceof List<?> list ? list : (List<?>) reject(spec, raw, key, location);
  }

  private static List<Parameters> records(
      ParameterSpec spec, List<?> raw, String key, KeyLocation location) {
    List<Parameters> records = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      String element = key + "[" + i + "]";
      if (!(raw.get(i) instanceof Map<?, ?> map)) {
        throw RetrogradeException.usage(
            new Problem(
                location.of(element),
                show(raw.get(i)),
                "a record of keys and values",
                spec.description()));
      }
      records.add(spec.records().orElseThrow().bind(withTextKeys(map), location.inside(element)));
    }
    return List.copyOf(records);
  }

  private static Map<String, Object> withTextKeys(Map<?, ?> map) {
    Map<String, Object> result = new java.util.LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }

  private static boolean inRange(ParameterSpec spec, double value) {
    Double minimum = spec.minimum();
    Double maximum = spec.maximum();
    return (minimum == null || value >= minimum) && (maximum == null || value <= maximum);
  }

  private static Object rejectChoice(
      ParameterSpec spec, String value, String key, KeyLocation location) {
    String near = Nearest.to(value, spec.choices()).orElseThrow();
    throw RetrogradeException.usage(
        new Problem(
            location.of(key), show(value), spec.expected(), "did you mean '" + near + "'?"));
  }

  private static Object reject(ParameterSpec spec, Object raw, String key, KeyLocation location) {
    throw RetrogradeException.usage(
        new Problem(
            location.of(key), show(raw), spec.expected(), "correct it: " + spec.description()));
  }

  private static String show(Object raw) {
    return raw instanceof String text ? "'" + text + "'" : String.valueOf(raw);
  }
}
