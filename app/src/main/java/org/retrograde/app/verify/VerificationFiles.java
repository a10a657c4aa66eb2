// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;

/** Writes what came of a verification, for programs and for readers. */
public final class VerificationFiles {

  private VerificationFiles() {}

  static void write(VerificationReport report, Json json) {
    RunFolder folder = RunFolder.opened(report.folder());
    folder.write(VerificationReport.JSON, json.pretty(json(report, json)) + "\n");
    folder.write(VerificationReport.MARKDOWN, markdown(report));
  }

  /**
   * Returns a verification for programs.
   *
   * @param report what came of it
   * @param json makes objects
   * @return the claim and, in {@code entries}, the outcomes
   */
  public static ObjectNode json(VerificationReport report, Json json) {
    Claim claim = report.claim();
    ObjectNode root = json.object();
    root.put("claim", claim.id());
    root.put("title", claim.title());
    root.put("source", claim.source());
    root.put("metric", claim.metric().words());
    root.put("folder", report.folder().toString());
    root.put("failed", report.hasFailed());
    ArrayNode entries = root.putArray("entries");
    for (EntryOutcome outcome : report.entries()) {
      ObjectNode entry = json.object(outcome);
      entries.add(entry.put("verdict", outcome.verdict().words()));
    }
    return root;
  }

  private static String markdown(VerificationReport report) {
    Claim claim = report.claim();
    StringBuilder text = new StringBuilder("# ").append(claim.title()).append("\n\n");
    text.append(claim.source()).append("; ").append(claim.metric().words()).append(".\n\n");
    row(text, OutcomeText.HEADING);
    row(text, OutcomeText.HEADING.stream().map(heading -> "---").toList());
    report.entries().forEach(entry -> row(text, OutcomeText.row(entry)));
    text.append("\nLearning rates that were tried, with the error on the images held out:\n\n");
    report.entries().forEach(entry -> text.append(OutcomeText.search(entry)));
    return claim.note().isEmpty()
        ? text.toString()
        : text.append('\n').append(claim.note()).append('\n').toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
