// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.experiment.Claim.Metric;
import org.retrograde.app.experiment.Claim.RateSearch;

/**
 * Turns a document into a checked claim. The experiments of its entries are left to {@link
 * ExperimentParser}, so that a rule that is not installed hinders only those who ask for it.
 */
public final class ClaimParser {

  private static final String ENTRIES = "entries";
  private static final String RATES = "rates";
  private static final String RULE = "rule";

  /** A parser of claims. */
  public ClaimParser() {}

  /**
   * Checks a document.
   *
   * @param document the keys and values
   * @return the claim
   * @throws RetrogradeException if a key is unknown, missing, mistyped or out of range, or two
   *     entries have one label
   */
  public Claim parse(Document document) {
    KeyLocation location = document.location();
    Map<String, Object> raw = document.root();
    Bound root =
        SectionBinder.bind(
            ClaimSchema.root(), raw, location, Set.of(ClaimExperiment.KEY, ENTRIES, RATES));
    Parameters keys = root.keys();
    return new Claim(
        RuleParser.label(keys.text("id"), key -> location.of("id")),
        keys.text("title"),
        keys.text("source"),
        keys.text("note").strip(),
        metric(keys.text("metric")),
        keys.has("needs") ? Optional.of(keys.text("needs")) : Optional.empty(),
        keys.decimal("minutes"),
        search(root.section("search").keys()),
        entries(document, keys.text("id")));
  }

  private static Metric metric(String id) {
    return Arrays.stream(Metric.values()).filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  private static RateSearch search(Parameters keys) {
    return new RateSearch(
        keys.size("epochs"),
        keys.decimal("validation"),
        keys.size("lastEpochs"),
        keys.decimal("divergedError"));
  }

  private static List<ClaimEntry> entries(Document document, String name) {
    KeyLocation location = document.location();
    List<?> raw =
        RuleParser.list(
            document.root().get(ENTRIES),
            location.of(ENTRIES),
            "'- {rule: {id: backpropagation}, published: 9.2, band: 1.5}' for each rule");
    List<ClaimEntry> entries = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      String path = ENTRIES + "[" + i + "]";
      Map<String, Object> values =
          SectionBinder.map(raw.get(i), location.of(path), "rule, published and band");
      ClaimEntry entry = entry(values, path, document, name);
      requireNew(entry, entries, location.of(path));
      entries.add(entry);
    }
    return entries;
  }

  private static ClaimEntry entry(
      Map<String, Object> raw, String path, Document document, String name) {
    KeyLocation location = document.location().inside(path);
    Bound bound =
        SectionBinder.bind(
            ClaimSchema.entry(), raw, location, Set.of(RULE, RATES, ClaimExperiment.KEY));
    Map<String, Object> rule =
        SectionBinder.map(raw.get(RULE), location.of(RULE), "{id: backpropagation}");
    if (!raw.containsKey(RULE)) {
      throw problem(
          location.of(RULE), "no value", "a rule", "add 'rule', such as {id: backpropagation}");
    }
    Object label = rule.getOrDefault("label", rule.getOrDefault("id", "per-layer"));
    return new ClaimEntry(
        RuleParser.label(String.valueOf(label), key -> location.of(RULE)),
        bound.keys().decimal("published"),
        bound.keys().decimal("band"),
        raw.containsKey(RATES)
            ? rates(raw.get(RATES), location.of(RATES))
            : rates(document.root().get(RATES), document.location().of(RATES)),
        new ClaimExperiment(document).of(name, rule, raw.get(ClaimExperiment.KEY), path));
  }

  private static List<Double> rates(@Nullable Object raw, String where) {
    List<Double> rates = new ArrayList<>();
    for (Object rate : RuleParser.list(raw, where, "[0.1, 0.01], or [0.1] for a known rate")) {
      double value = rate instanceof Number number ? number.doubleValue() : Double.NaN;
      if (!(value > 0 && value <= ClaimSchema.LARGEST_RATE) || rates.contains(value)) {
        throw problem(
            where, Words.of(rate), "learning rates above 0, each once", "correct the list");
      }
      rates.add(value);
    }
    return rates;
  }

  private static void requireNew(ClaimEntry entry, List<ClaimEntry> before, String where) {
    if (before.stream().anyMatch(other -> other.label().equals(entry.label()))) {
      throw problem(
          where,
          "a second entry called '" + entry.label() + "'",
          "a name for each",
          "add a 'label' to one of the rules");
    }
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
