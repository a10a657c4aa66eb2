// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import org.apache.commons.cli.Options;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.app.features.ImageChoice;
import org.retrograde.app.features.Reduction;

/**
 * Options that say of which images, and what becomes of a layer's output.
 *
 * @param choice which images
 * @param reduction what becomes of outputs
 */
record FeatureFlags(ImageChoice choice, Reduction reduction) {

  private static final String IMAGES = "images";
  private static final String DATASET = "dataset";
  private static final String LIMIT = "limit";
  private static final String REDUCE = "reduce";
  private static final String SEED = "projection-seed";

  /** All of them. */
  static final List<String> OPTIONS = List.of(IMAGES, DATASET, LIMIT, REDUCE, SEED);

  private static final List<String> PARTS =
      NeuronKeys.images().find("part").orElseThrow().choices();

  static Options addTo(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                IMAGES, "DIR", "a folder of images: png, jpg, bmp, gif, tif; sorted by path"))
        .addOption(
            CommonOptions.value(
                DATASET, "PART", "the experiment's own images: test, train or validation"))
        .addOption(CommonOptions.value(LIMIT, "N", "the first N images (default: all)"))
        .addOption(
            CommonOptions.value(
                REDUCE,
                "HOW",
                "mean (default, over positions), flatten, or random:D, a sparse random projection"
                    + " to D values"))
        .addOption(CommonOptions.value(SEED, "N", "what random:D is drawn from (default 1)"));
  }

  static FeatureFlags of(Invocation invocation) {
    if (invocation.has(IMAGES) == invocation.has(DATASET)) {
      throw Invocation.usage(
          "command line",
          invocation.has(IMAGES) ? "--images and --dataset" : "neither --images nor --dataset",
          "one of the two",
          "write for example --dataset test");
    }
    String part = invocation.value(DATASET).orElse(PARTS.get(0));
    if (!PARTS.contains(part)) {
      throw Invocation.usage(
          "--" + DATASET,
          "'" + part + "'",
          "one of " + String.join(", ", PARTS),
          "write for example --dataset test");
    }
    return new FeatureFlags(
        new ImageChoice(
            invocation.path(IMAGES),
            part,
            invocation.number(LIMIT, Integer.MAX_VALUE, 1, Integer.MAX_VALUE)),
        reduction(invocation));
  }

  private static Reduction reduction(Invocation invocation) {
    String text = invocation.value(REDUCE).orElse("mean");
    if (invocation.has(SEED) && !Reduction.RANDOM.matcher(text).matches()) {
      throw Invocation.usage(
          "--" + SEED, "no random projection", "--reduce random:D", "remove it, or project");
    }
    return Reduction.of(text, invocation.number(SEED, 1, 0, Integer.MAX_VALUE))
        .orElseThrow(
            () ->
                Invocation.usage(
                    "--" + REDUCE,
                    "'" + text + "'",
                    Reduction.FORMS,
                    "write for example --reduce random:512"));
  }
}
