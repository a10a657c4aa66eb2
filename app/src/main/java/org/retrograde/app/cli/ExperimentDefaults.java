// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import org.retrograde.app.experiment.Document;

/** What an experiment is unless options say otherwise. */
final class ExperimentDefaults {

  private ExperimentDefaults() {}

  /** Returns a document in which only plugins are chosen. */
  static Document document(Invocation invocation) {
    boolean severalRules = invocation.has("rules");
    String rule = invocation.value("rule").orElse("backpropagation");
    Document document =
        Document.empty("command line")
            .with("name", severalRules ? "comparison" : rule, "default")
            .with("dataset.id", "fashion-mnist", "default")
            .with("architecture.id", "resnet-cifar", "default");
    return severalRules ? document : document.with("rule.id", rule, "default");
  }
}
