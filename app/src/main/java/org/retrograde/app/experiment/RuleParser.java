// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Reads a rule in one of its forms: an id with parameters, coefficients of primitives, or a list of
 * rules with the layers that each is for.
 */
final class RuleParser {

  private static final String PRIMITIVES = "primitives";
  private static final String PER_LAYER = "perLayer";

  private final ExperimentSchema schema;

  RuleParser(ExperimentSchema schema) {
    this.schema = schema;
  }

  RuleSettings parse(Map<String, Object> raw, KeyLocation location) {
    String form = form(raw, location);
    if (!form.equals(PER_LAYER)) {
      LabelledRule rule = single(raw, form, location);
      return new RuleSettings(rule.label(), List.of(new LayerRule("*", rule.rule(), false)));
    }
    Parameters own = schema.rule().keys().bind(without(raw, PER_LAYER), location);
    String label = own.has("label") ? label(own.text("label"), location) : "per-layer";
    return new RuleSettings(label, perLayer(raw.get(PER_LAYER), location));
  }

  private record LabelledRule(String label, PluginChoice rule) {}

  private LabelledRule single(Map<String, Object> raw, String form, KeyLocation location) {
    Map<String, Object> values = form.equals(PRIMITIVES) ? composed(raw, location) : raw;
    KeyLocation keys = form.equals(PRIMITIVES) ? insidePrimitives(location) : location;
    Bound bound = SectionBinder.bind(schema.rule(), values, keys, Set.of(PRIMITIVES, PER_LAYER));
    String id = bound.option();
    String label = bound.keys().has("label") ? label(bound.keys().text("label"), location) : id;
    return new LabelledRule(label, new PluginChoice(id, bound.optionKeys()));
  }

  private List<LayerRule> perLayer(@Nullable Object raw, KeyLocation location) {
    List<?> entries =
        list(
            raw,
            location.of(PER_LAYER),
            "'- {layers: conv1, id: backpropagation}' for each pattern");
    List<LayerRule> rules = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String path = PER_LAYER + "[" + i + "]";
      Map<String, Object> entry =
          SectionBinder.map(entries.get(i), location.of(path), "layers and id");
      rules.add(layerRule(entry, location.inside(path)));
    }
    return rules;
  }

  private LayerRule layerRule(Map<String, Object> entry, KeyLocation location) {
    ParameterTable pattern = ExperimentSchema.layers();
    Map<String, Object> given = new LinkedHashMap<>(entry);
    given.keySet().retainAll(pattern.names());
    Parameters where = pattern.bind(given, location);
    Map<String, Object> rest = new LinkedHashMap<>(entry);
    rest.keySet().removeAll(pattern.names());
    if (rest.containsKey(PER_LAYER) || rest.containsKey("label")) {
      String key = rest.containsKey(PER_LAYER) ? PER_LAYER : "label";
      throw SectionBinder.unknown(key, Set.of("layers", "optional", "id", PRIMITIVES), location);
    }
    PluginChoice rule = single(rest, form(rest, location), location).rule();
    return new LayerRule(where.text("layers"), rule, where.flag("optional"));
  }

  private static String form(Map<String, Object> raw, KeyLocation location) {
    Set<String> forms = new LinkedHashSet<>(List.of("id", PRIMITIVES, PER_LAYER));
    forms.retainAll(raw.keySet());
    if (forms.size() > 1) {
      String other = forms.stream().skip(1).findFirst().orElseThrow();
      throw problem(
          location.of(other),
          String.join(" and ", forms),
          "only one of id, primitives and perLayer",
          "remove all but one");
    }
    return forms.stream().findFirst().orElse("id");
  }

  /** Coefficients of primitives are the parameters of the rule {@code composed}. */
  private static Map<String, Object> composed(Map<String, Object> raw, KeyLocation location) {
    Map<String, Object> coefficients =
        SectionBinder.map(
            raw.get(PRIMITIVES), location.of(PRIMITIVES), "a coefficient for each primitive");
    Map<String, Object> values = without(raw, PRIMITIVES);
    for (String key : coefficients.keySet()) {
      if (key.equals("id") || key.equals("label")) {
        throw problem(
            location.of(PRIMITIVES + "." + key),
            "'" + key + "'",
            "primitives",
            "move it out of primitives");
      }
    }
    values.putAll(coefficients);
    values.put("id", ExperimentSchema.COMPOSED);
    return values;
  }

  private static KeyLocation insidePrimitives(KeyLocation location) {
    return key ->
        location.of(key.equals("id") || key.equals("label") ? key : PRIMITIVES + "." + key);
  }

  static String label(String label, KeyLocation location) {
    if (!label.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw problem(
          location.of("label"),
          "'" + label + "'",
          "letters, digits, '.', '_' and '-', at most 100, a letter or digit first",
          "shorten it or replace the other characters, since it becomes a folder's name");
    }
    return label;
  }

  static List<?> list(@Nullable Object raw, String where, String example) {
    if (raw instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw problem(where, Words.of(raw), "a list with at least one entry", "write " + example);
  }

  private static Map<String, Object> without(Map<String, Object> raw, String key) {
    Map<String, Object> rest = new LinkedHashMap<>(raw);
    rest.remove(key);
    return rest;
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
