// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Checks the raw values of a section: no key unknown, unused, missing, mistyped or out of range.
 */
final class SectionBinder {

  private SectionBinder() {}

  static Bound bind(Section section, Map<String, Object> raw, KeyLocation location) {
    return bind(section, raw, location, Set.of());
  }

  /** Checks a section in which some keys are left to the caller. */
  static Bound bind(
      Section section, Map<String, Object> raw, KeyLocation location, Set<String> others) {
    String option = option(section, raw, location);
    ParameterTable optionKeys =
        section.choice().map(choice -> choice.keysOf(option)).orElse(ParameterTable.of());
    requireKnown(section, option, known(section, optionKeys, others), raw.keySet(), location);
    return new Bound(
        option,
        optionKeys.bind(only(raw, optionKeys), location),
        section.keys().bind(only(raw, section.keys()), location),
        sections(section, raw, location));
  }

  /** Returns a value as a map of keys, empty if it is absent. */
  static Map<String, Object> map(@Nullable Object raw, String where, String description) {
    if (raw == null) {
      return Map.of();
    }
    if (raw instanceof Map<?, ?> map) {
      return YamlTree.withTextKeys(map);
    }
    throw RetrogradeException.usage(
        new Problem(
            where,
            Words.of(raw),
            "a map of keys",
            "write them indented below it, or in braces: " + description));
  }

  private static String option(Section section, Map<String, Object> raw, KeyLocation location) {
    return section.choice().map(choice -> option(choice, raw, location)).orElse("");
  }

  private static String option(Choice choice, Map<String, Object> raw, KeyLocation location) {
    Parameters selected = choice.table().bind(only(raw, choice.table()), location);
    return selected.text(choice.selector().name());
  }

  private static Map<String, Bound> sections(
      Section section, Map<String, Object> raw, KeyLocation location) {
    Map<String, Bound> bound = new LinkedHashMap<>();
    for (Section inner : section.sections()) {
      String name = inner.name();
      Map<String, Object> values = map(raw.get(name), location.of(name), inner.description());
      bound.put(name, bind(inner, values, location.inside(name)));
    }
    return bound;
  }

  private static Set<String> known(Section section, ParameterTable optionKeys, Set<String> others) {
    Set<String> known = new LinkedHashSet<>();
    section.choice().ifPresent(choice -> known.add(choice.selector().name()));
    known.addAll(section.keys().names());
    known.addAll(optionKeys.names());
    section.sections().forEach(inner -> known.add(inner.name()));
    known.addAll(others);
    return known;
  }

  private static void requireKnown(
      Section section, String option, Set<String> known, Set<String> given, KeyLocation location) {
    for (String key : given) {
      if (!known.contains(key)) {
        throw unused(section, option, key, location).orElseGet(() -> unknown(key, known, location));
      }
    }
  }

  /** The error for a key that would be known if the section's choice were another. */
  private static Optional<RetrogradeException> unused(
      Section section, String option, String key, KeyLocation location) {
    return section
        .choice()
        .flatMap(
            choice ->
                choice.optionWith(key).map(other -> unused(choice, option, other, key, location)));
  }

  private static RetrogradeException unused(
      Choice choice, String option, String other, String key, KeyLocation location) {
    String selector = choice.selector().name();
    List<String> keys = new ArrayList<>(choice.keysOf(option).names());
    String expected = keys.isEmpty() ? "no further key" : "only " + String.join(", ", keys);
    return RetrogradeException.usage(
        new Problem(
            location.of(key),
            "'" + key + "', which " + selector + " '" + option + "' does not use",
            expected + " with " + selector + " '" + option + "'",
            "remove it, or set " + selector + " to '" + other + "'"));
  }

  static RetrogradeException unknown(String key, Set<String> known, KeyLocation location) {
    String advice =
        Nearest.to(key, known).map(near -> "did you mean '" + near + "'?").orElse("remove it");
    return RetrogradeException.usage(
        new Problem(
            location.of(key),
            "unknown key '" + key + "'",
            "one of " + String.join(", ", known),
            advice));
  }

  private static Map<String, Object> only(Map<String, Object> raw, ParameterTable table) {
    Map<String, Object> result = new LinkedHashMap<>(raw);
    result.keySet().retainAll(table.names());
    return result;
  }
}
