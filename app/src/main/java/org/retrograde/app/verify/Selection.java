// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;

/**
 * Which part of a claim to verify, and how.
 *
 * @param rules the labels of the entries to run, empty for all
 * @param rates learning rates by label, for entries that need no search
 * @param everyRate the learning rate of all other entries, empty to search
 * @param epochs the number of epochs, empty for the claim's
 */
public record Selection(
    Set<String> rules, Map<String, Double> rates, OptionalDouble everyRate, OptionalInt epochs) {

  /** Everything, as the claim has it. */
  public static final Selection ALL =
      new Selection(Set.of(), Map.of(), OptionalDouble.empty(), OptionalInt.empty());

  /** Copies the collections. */
  public Selection {
    rules = Set.copyOf(rules);
    rates = Map.copyOf(rates);
  }

  List<ClaimEntry> entries(Claim claim) {
    return claim.entries().stream()
        .filter(entry -> rules.isEmpty() || rules.contains(entry.label()))
        .toList();
  }

  List<Double> rates(ClaimEntry entry) {
    if (rates.containsKey(entry.label())) {
      return List.of(rates.getOrDefault(entry.label(), Double.NaN));
    }
    return everyRate.isPresent() ? List.of(everyRate.getAsDouble()) : entry.rates();
  }
}
