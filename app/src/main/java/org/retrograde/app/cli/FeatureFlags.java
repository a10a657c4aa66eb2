// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.Split;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.features.FeatureImages;
import org.retrograde.app.features.Reduction;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.datasets.ImageFolder;

/**
 * Options that say of which images, and what becomes of a layer's output.
 *
 * @param folder the folder of images; empty where a dataset's are taken
 * @param part which of the dataset's images
 * @param limit how many at most
 * @param reduction what becomes of outputs
 */
record FeatureFlags(Optional<Path> folder, String part, int limit, Reduction reduction) {

  private static final String IMAGES = "images";
  private static final String DATASET = "dataset";
  private static final String LIMIT = "limit";
  private static final String REDUCE = "reduce";
  private static final String SEED = "projection-seed";

  /** All of them. */
  static final List<String> OPTIONS = List.of(IMAGES, DATASET, LIMIT, REDUCE, SEED);

  private static final String VALIDATION = "validation";
  private static final List<String> PARTS = List.of("test", "train", VALIDATION);
  private static final Pattern RANDOM = Pattern.compile("random:([1-9][0-9]{0,7})");

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
        invocation.path(IMAGES),
        part,
        invocation.number(LIMIT, Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        reduction(invocation));
  }

  private static Reduction reduction(Invocation invocation) {
    String text = invocation.value(REDUCE).orElse("mean");
    Matcher random = RANDOM.matcher(text);
    if (invocation.has(SEED) && !random.matches()) {
      throw Invocation.usage(
          "--" + SEED, "no random projection", "--reduce random:D", "remove it, or project");
    }
    if (random.matches()) {
      int seed = invocation.number(SEED, 1, 0, Integer.MAX_VALUE);
      return new Reduction.Projection(Integer.parseInt(random.group(1)), seed);
    }
    return switch (text) {
      case "mean" -> new Reduction.Mean();
      case "flatten" -> new Reduction.Flatten();
      default ->
          throw Invocation.usage(
              "--" + REDUCE,
              "'" + text + "'",
              "mean, flatten, or random:D with D from 1 to 99999999",
              "write for example --reduce random:512");
    };
  }

  /** Where the images come from, in words. */
  String source() {
    return folder.map(Path::toString).orElse(part + " images of the dataset");
  }

  FeatureImages images(EngineStarter starter, Experiment experiment, Dataset dataset) {
    if (folder.isEmpty()) {
      Split split = split(starter, experiment, dataset);
      return new FeatureImages(
          split, dataset.normalization(), Math.min(limit, split.size()), Optional.empty(), part);
    }
    ImageFolder images = ImageFolder.open(folder.get(), dataset.training().shape());
    return new FeatureImages(
        images,
        dataset.normalization(),
        Math.min(limit, images.size()),
        Optional.of(images.names()),
        part);
  }

  /** With images held out for validation, these stand where the test images did. */
  private Split split(EngineStarter starter, Experiment experiment, Dataset dataset) {
    boolean heldOut = experiment.dataset().preparation().validation() > 0;
    if (part.equals(VALIDATION) && !heldOut) {
      throw noValidation();
    }
    if (part.equals("train")) {
      return dataset.training();
    }
    return part.equals(VALIDATION) || !heldOut ? dataset.test() : starter.whole(experiment).test();
  }

  private static RetrogradeException noValidation() {
    return Invocation.usage(
        "--" + DATASET,
        "validation, for an experiment that holds no images out",
        "test or train",
        "write --dataset test, or use an experiment with dataset.validation");
  }
}
