// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.run.Json;

/** A claim in the list of claims. */
final class ClaimText {

  private ClaimText() {}

  static String of(Claim claim) {
    String entries =
        claim.entries().stream()
            .map(entry -> entry.label() + " " + entry.published() + " +" + entry.band())
            .collect(Collectors.joining(", "));
    String minutes =
        claim.minutes() == 0 ? "" : "\n  about " + Math.round(claim.minutes()) + " minutes";
    String needs = claim.needs().map(what -> "\n  not run: needs " + what).orElse("");
    return claim.id()
        + ": "
        + claim.title()
        + "\n  "
        + claim.source()
        + "\n  "
        + claim.metric().words()
        + ": "
        + entries
        + minutes
        + needs;
  }

  static ObjectNode json(Claim claim, Json json) {
    ObjectNode root = json.object();
    root.put("id", claim.id());
    root.put("title", claim.title());
    root.put("source", claim.source());
    root.put("note", claim.note());
    root.put("metric", claim.metric().words());
    root.put("minutes", claim.minutes());
    claim.needs().ifPresent(needs -> root.put("needs", needs));
    ArrayNode entries = root.putArray("entries");
    claim.entries().forEach(entry -> add(entry, entries.addObject()));
    return root;
  }

  private static void add(ClaimEntry entry, ObjectNode node) {
    node.put("rule", entry.label()).put("published", entry.published()).put("band", entry.band());
    ArrayNode rates = node.putArray("rates");
    entry.rates().forEach(rates::add);
  }
}
