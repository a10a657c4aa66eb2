// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Arrays;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.app.experiment.Claim.Metric;

/** The keys of a claim file, but for its experiment, which is an experiment file's. */
final class ClaimSchema {

  static final double LARGEST_RATE = 1e6;

  private static final int MANY = 1_000_000_000;
  private static final double ALL = 100;

  private ClaimSchema() {}

  static Section root() {
    ParameterTable keys =
        ParameterTable.of(
            ParameterSpec.text("id", null, "what the claim is called").asRequired(),
            ParameterSpec.text("title", null, "one line").asRequired(),
            ParameterSpec.text("source", null, "the paper").asRequired(),
            ParameterSpec.text(
                "note", "", "what the numbers are, and where the experiment departs from them"),
            ParameterSpec.choice(
                "metric",
                Metric.BEST_EPOCH.id(),
                Arrays.stream(Metric.values()).map(Metric::id).toList(),
                "what is compared with the published numbers"),
            ParameterSpec.text("needs", null, "what the program lacks to do the experiment"),
            ParameterSpec.decimal(
                "minutes", "minutes", 0, 0, MANY, "how long all of it takes, 0 for unknown"));
    return Section.of("", "the claim", keys, search());
  }

  static Section entry() {
    ParameterTable keys =
        ParameterTable.of(
            ParameterSpec.decimal("published", "%", 0, 0, ALL, "the published test error")
                .asRequired(),
            ParameterSpec.decimal(
                    "band", "points", 0, 0, ALL, "by how much the error may exceed it")
                .asRequired());
    return Section.of("entry", "a rule and its published number", keys);
  }

  private static Section search() {
    ParameterTable keys =
        ParameterTable.of(
            ParameterSpec.integer(
                "epochs", "epochs", 15, 1, MANY, "how long each rate is tried, at a constant rate"),
            ParameterSpec.decimal(
                "validation",
                "1",
                0.1,
                Double.MIN_NORMAL,
                Math.nextDown(1.0),
                "the share of training images held out to judge rates by"),
            ParameterSpec.integer(
                "lastEpochs", "epochs", 3, 1, MANY, "over how many epochs the error is averaged"),
            ParameterSpec.decimal(
                "divergedError", "%", 90, 0, ALL, "the error of a run that diverges"));
    return Section.of("search", "how a learning rate is chosen", keys);
  }
}
