// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.retrograde.app.behavior.BehaviorSettings;
import org.retrograde.app.behavior.Classifier;
import org.retrograde.app.neural.Readout;

/**
 * Options that say what behaviour is compared with, and how.
 *
 * @param labels what is on the stimuli
 * @param training the training stimuli, if they have a file of their own
 * @param trials the subjects' choices
 * @param times the neurons' solution times
 * @param layers the layers' names
 * @param settings how
 */
record BehaviorFlags(
    Path labels,
    Optional<Path> training,
    Optional<Path> trials,
    Optional<Path> times,
    List<String> layers,
    BehaviorSettings settings) {

  private static final String LABELS = "labels";
  private static final String TRAINING = "train-stimuli";
  private static final String TRIALS = "trials";
  private static final String TIMES = "solution-times";
  static final String LAYER = "layer";
  private static final String CLASSIFIER = "classifier";
  private static final String CLASSIFIER_SEED = "classifier-seed";
  private static final String READOUT = "readout";
  private static final String SPLITS = "splits";
  private static final String SPLIT_SEED = "split-seed";

  static Options addTo(Options options) {
    options
        .addOption(
            CommonOptions.value(LAYER, "NAME,NAME", "layers without '@step', or 'all' (needed)"))
        .addOption(
            CommonOptions.value(
                LABELS,
                "FILE.csv",
                "the stimulus set: stimulus_id, object_name (or image_label), use (train or test),"
                    + " and filename where images are named otherwise than stimuli (needed)"))
        .addOption(
            CommonOptions.value(
                TRAINING,
                "FILE.csv",
                "the stimulus_id of each training stimulus, instead of the column use; all others"
                    + " are for testing"))
        .addOption(
            CommonOptions.value(
                TRIALS,
                "FILE.csv",
                "what subjects chose: stimulus_id, choice, distractor (or dist_obj)"))
        .addOption(
            CommonOptions.value(
                TIMES,
                "FILE.csv",
                "when neurons solve images: stimulus_id, time in ms (empty for never), threshold"));
    return addHow(options);
  }

  private static Options addHow(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                CLASSIFIER,
                "KIND",
                "what tells objects apart: logistic (default for choices), early-stopped (default"
                    + " for solution times) or convex"))
        .addOption(
            CommonOptions.value(
                CLASSIFIER_SEED, "N", "what first weights of early-stopped come from (default 1)"))
        .addOption(
            CommonOptions.value(
                READOUT,
                "STEPS",
                "which steps of an unrolled layer are taken for choices: window (default: 70 to 170"
                    + " ms), mean or last"))
        .addOption(
            CommonOptions.value(
                SPLITS, "N", "divisions of the stimuli for solution times (default 10)"))
        .addOption(
            CommonOptions.value(
                SPLIT_SEED,
                "N",
                "what divisions are drawn from, as scikit-learn does (default 1)"));
  }

  static BehaviorFlags of(Invocation invocation) {
    Path labels = ModelFlags.file(invocation, LABELS, "labels.csv");
    Optional<Path> trials = invocation.path(TRIALS);
    Optional<Path> times = invocation.path(TIMES);
    if (trials.isEmpty() && times.isEmpty()) {
      throw Invocation.usage(
          "command line",
          "neither --" + TRIALS + " nor --" + TIMES,
          "choices or solution times to compare with",
          "write for example --" + TRIALS + " trials.csv");
    }
    List<String> layers = layers(invocation);
    BehaviorSettings settings = settings(invocation);
    requireUse(invocation, times.isPresent(), "--" + TIMES, SPLITS, SPLIT_SEED);
    requireUse(invocation, trials.isPresent(), "--" + TRIALS, READOUT);
    requireUse(
        invocation,
        settings.isRandom(times.isPresent()),
        "the classifier " + Classifier.EARLY_STOPPED.id(),
        CLASSIFIER_SEED);
    return new BehaviorFlags(labels, invocation.path(TRAINING), trials, times, layers, settings);
  }

  /** What would change nothing was meant for something else. */
  private static void requireUse(
      Invocation invocation, boolean used, String by, String... options) {
    for (String option : options) {
      if (!used && invocation.has(option)) {
        throw Invocation.usage(
            "--" + option, "an option that only " + by + " uses", by, "remove it, or add " + by);
      }
    }
  }

  private static List<String> layers(Invocation invocation) {
    String text =
        invocation
            .value(LAYER)
            .orElseThrow(
                () ->
                    Invocation.usage(
                        "command line",
                        "no --" + LAYER,
                        "the layer that is read out",
                        "write for example --" + LAYER + " pool"));
    return Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
  }

  private static BehaviorSettings settings(Invocation invocation) {
    Optional<Classifier> classifier =
        invocation
            .value(CLASSIFIER)
            .map(
                id ->
                    Classifier.of(id)
                        .orElseThrow(() -> ScoreFlags.oneOf(CLASSIFIER, id, Classifier.ids())));
    String readout = invocation.value(READOUT).orElse(Readout.WINDOW.id());
    return new BehaviorSettings(
        classifier,
        invocation.number(CLASSIFIER_SEED, 1, 0, Integer.MAX_VALUE),
        Readout.of(readout).orElseThrow(() -> ScoreFlags.oneOf(READOUT, readout, Readout.ids())),
        invocation.number(SPLITS, 10, 1, 10_000),
        invocation.number(SPLIT_SEED, 1, 0, Integer.MAX_VALUE));
  }
}
