// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code doctor} found, in the order in which it looked. */
final class Diagnosis {

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  void add(String name, Object value) {
    facts.put(name, value);
  }

  /** Something to know that keeps nothing from working. */
  void note(String line) {
    notes.add(line);
  }

  void problem(String line) {
    problems.add(line);
  }

  boolean isHealthy() {
    return problems.isEmpty();
  }

  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("notes", notes);
    all.put("problems", problems);
    all.put("healthy", isHealthy());
    return all;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    facts.forEach((name, value) -> lines.addAll(lines(name, value)));
    notes.forEach(note -> lines.add("note: " + note));
    problems.forEach(problem -> lines.add("problem: " + problem));
    lines.add(isHealthy() ? "No problems found." : "Problems found: " + problems.size() + ".");
    return String.join("\n", lines);
  }

  private static List<String> lines(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> lines = new ArrayList<>(List.of(name + ":"));
      map.forEach(
          (key, inner) -> lines(key.toString(), inner).forEach(line -> lines.add("  " + line)));
      return lines;
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      List<String> lines = new ArrayList<>(List.of(name + ":"));
      list.forEach(item -> lines.add("  - " + onOneLine((Map<?, ?>) item)));
      return lines;
    }
    return List.of(line(name, value));
  }

  private static String onOneLine(Map<?, ?> map) {
    List<String> parts = new ArrayList<>();
    map.forEach((key, value) -> parts.add(line(key.toString(), value)));
    return String.join(", ", parts);
  }

  private static String line(String name, Object value) {
    boolean isSize = name.endsWith("Bytes") && value instanceof Long;
    return name.replace("Bytes", "")
        + ": "
        + (isSize ? Numbers.mebibytes((Long) value) : words(value));
  }

  private static String words(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", list.stream().map(String::valueOf).toList())
        : value.toString();
  }
}
