// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * Puts together what all entries of a claim share and what each has of its own, every key still
 * knowing its line.
 *
 * @param claim the claim file
 */
record ClaimExperiment(Document claim) {

  /** The key of the shared experiment, and of an entry's own part of it. */
  static final String KEY = "experiment";

  private static final String RULE = "rule";

  /**
   * Returns the experiment of an entry.
   *
   * @param name what the run folder is called
   * @param rule the rule's keys
   * @param own the entry's own part of the experiment, if it has one
   * @param path where the entry stands, such as {@code entries[1]}
   */
  Document of(String name, Map<String, Object> rule, @Nullable Object own, String path) {
    String ownPath = path + "." + KEY;
    Map<String, Object> root = new LinkedHashMap<>(keys(claim.root().get(KEY), KEY));
    root.put("name", name);
    root.put(RULE, rule);
    Map<String, String> places = new LinkedHashMap<>();
    claim.places().forEach((key, place) -> move(key, KEY + ".", "", place, places));
    claim.places().forEach((key, place) -> move(key, path + "." + RULE, RULE, place, places));
    Document common = new Document(claim.source(), root, places);
    return merged(common, root, keys(own, ownPath), ownPath + ".", "");
  }

  /** Maps are merged key by key; any other value takes the place of the common one. */
  private Document merged(
      Document document, Map<?, ?> common, Map<?, ?> own, String ownPath, String path) {
    Document result = document;
    for (Map.Entry<?, ?> entry : own.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      if (common.get(key) instanceof Map<?, ?> commonMap) {
        String where = claim.location().of(ownPath + key);
        Map<String, Object> map = SectionBinder.map(value, where, "those that differ");
        result = merged(result, commonMap, map, ownPath + key + ".", path + key + ".");
      } else {
        result = replaced(result, path + key, value, ownPath + key);
      }
    }
    return result;
  }

  private Document replaced(Document document, String path, Object value, String ownPath) {
    Document changed = document.with(path, value, claim.source());
    Map<String, String> places = new LinkedHashMap<>(changed.places());
    claim.places().forEach((key, place) -> move(key, ownPath, path, place, places));
    return new Document(changed.source(), changed.root(), places);
  }

  private Map<String, Object> keys(@Nullable Object raw, String path) {
    String where = claim.location().of(path);
    Map<String, Object> keys = SectionBinder.map(raw, where, "dataset, architecture and training");
    for (String key :
        List.of("name", RULE, "rules", "seeds", ArchitectureParser.SEVERAL, NeuronKeys.SECTION)) {
      if (keys.containsKey(key)) {
        throw RetrogradeException.usage(
            new Problem(
                claim.location().of(path + "." + key),
                "'" + key + "' in the experiment of a claim",
                "dataset, architecture, seed and training; the name is the claim's id, rules stand"
                    + " in entries",
                "remove it"));
      }
    }
    return keys;
  }

  private static void move(
      String key, String from, String to, String place, Map<String, String> places) {
    if (isAt(key, from)) {
      places.put(to + key.substring(from.length()), place);
    }
  }

  /** Tells {@code epochs} from {@code epochsMore}. */
  private static boolean isAt(String key, String from) {
    return key.startsWith(from)
        && (from.endsWith(".")
            || key.length() == from.length()
            || key.charAt(from.length()) == '.'
            || key.charAt(from.length()) == '[');
  }
}
