// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import org.apache.commons.cli.Options;

/** Options that say how stimuli are divided. */
final class SplitFlags {

  private static final String SPLIT = "split";
  private static final String SPLITS = "splits";
  private static final String TRAIN = "train";
  private static final String SEED = "split-seed";
  private static final String STRATIFY = "stratify";
  private static final String GROUP = "group";

  private SplitFlags() {}

  static Options addTo(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                SPLIT,
                "KIND",
                "how stimuli are divided: shuffle (default: at random, each time anew) or k-fold"
                    + " (parts, each scored on once)"))
        .addOption(
            CommonOptions.value(SPLITS, "N", "divisions of the stimuli, or parts (default 10)"))
        .addOption(
            CommonOptions.value(
                TRAIN,
                "SHARE",
                "the part that is fitted on (default 0.9 for mappings, 0.5 for metrics); not with"
                    + " k-fold"))
        .addOption(
            CommonOptions.value(
                SEED, "N", "what divisions are drawn from, as scikit-learn does (default 1)"))
        .addOption(
            CommonOptions.value(
                STRATIFY,
                "COLUMN",
                "a column of the recording whose values are spread evenly, or none (default"
                    + " object_name or texture_type, if there is one)"))
        .addOption(
            CommonOptions.value(
                GROUP,
                "COLUMN",
                "a column of the recording or the stimulus set of which no value may be on both"
                    + " sides, for example of objects or backgrounds (default: none)"));
  }
}
