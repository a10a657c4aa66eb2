// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;

/**
 * The runs of a verification.
 *
 * @param claim the claim
 * @param selection which part of it
 * @param parser reads experiments
 * @param claimEpochs the epochs of the entries' experiments, by label
 */
record TrialPlan(
    Claim claim, Selection selection, ExperimentParser parser, Map<String, Integer> claimEpochs) {

  /** Checks the selection, and every experiment that it asks for. */
  static TrialPlan of(Claim claim, Selection selection, ExperimentParser parser) {
    requireKnown(claim, selection);
    Map<String, Integer> epochs = new LinkedHashMap<>();
    for (ClaimEntry entry : selection.entries(claim)) {
      Experiment experiment = parser.parse(entry.withRate(entry.rates().get(0)));
      epochs.put(entry.label(), experiment.training().plan().epochs());
    }
    int most = Collections.max(epochs.values());
    if (selection.epochs().orElse(0) > most) {
      throw RetrogradeException.usage(
          new Problem(
              "--epochs",
              String.valueOf(selection.epochs().orElse(0)),
              "at most the claim's " + most,
              "lower it, or leave it out"));
    }
    return new TrialPlan(claim, selection, parser, epochs);
  }

  List<ClaimEntry> entries() {
    return selection.entries(claim);
  }

  List<Double> rates(ClaimEntry entry) {
    return selection.rates(entry);
  }

  int claimEpochs(ClaimEntry entry) {
    return Objects.requireNonNull(claimEpochs.get(entry.label()), entry.label());
  }

  int epochs(ClaimEntry entry) {
    return Math.min(selection.epochs().orElse(Integer.MAX_VALUE), claimEpochs(entry));
  }

  /** Tells whether a run is shorter than the claim's, so that nothing can be compared. */
  boolean isShort(ClaimEntry entry) {
    return epochs(entry) < claimEpochs(entry);
  }

  Experiment full(ClaimEntry entry, double rate) {
    return parser.parse(
        isShort(entry) ? entry.withRate(rate, epochs(entry)) : entry.withRate(rate));
  }

  /** The trials by which a rate is chosen, in the order of the rates; none for a given rate. */
  List<Trial> searches(ClaimEntry entry) {
    List<Double> rates = rates(entry);
    if (rates.size() == 1) {
      return List.of();
    }
    return rates.stream().map(rate -> search(entry, rate, rates.indexOf(rate))).toList();
  }

  /** The trial whose result is compared. */
  Trial comparison(ClaimEntry entry, double rate) {
    long before = epochsBefore(entry) + searchEpochsOf(entry);
    return new Trial(full(entry, rate), rate, false, before, totalEpochs());
  }

  private Trial search(ClaimEntry entry, double rate, int index) {
    int epochs = searchEpochs(entry);
    Experiment run = parser.parse(entry.searching(rate, epochs, claim.search()));
    long before = epochsBefore(entry) + (long) index * epochs;
    return new Trial(run, rate, true, before, totalEpochs());
  }

  private long totalEpochs() {
    return entries().stream().mapToLong(this::epochsOf).sum();
  }

  private long epochsBefore(ClaimEntry entry) {
    return entries().stream()
        .takeWhile(other -> !other.label().equals(entry.label()))
        .mapToLong(this::epochsOf)
        .sum();
  }

  private long epochsOf(ClaimEntry entry) {
    return searchEpochsOf(entry) + epochs(entry);
  }

  private long searchEpochsOf(ClaimEntry entry) {
    int rates = rates(entry).size();
    return rates == 1 ? 0 : (long) rates * searchEpochs(entry);
  }

  private int searchEpochs(ClaimEntry entry) {
    int epochs = claim.search().epochs();
    return isShort(entry) ? Math.min(epochs, epochs(entry)) : epochs;
  }

  private static void requireKnown(Claim claim, Selection selection) {
    Map<String, ClaimEntry> known =
        claim.entries().stream().collect(Collectors.toMap(ClaimEntry::label, entry -> entry));
    TreeSet<String> named = new TreeSet<>(selection.rules());
    named.addAll(selection.rates().keySet());
    named.removeAll(known.keySet());
    if (!named.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "claim " + claim.id(),
              "no entry called '" + named.first() + "'",
              "one of "
                  + claim.entries().stream()
                      .map(ClaimEntry::label)
                      .collect(Collectors.joining(", ")),
              "correct --rules or --rates"));
    }
  }
}
