// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.List;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;

/** Makes a dataset of four IDX files. */
final class IdxDataset {

  /** The parameter that limits the training images. */
  static final ParameterSpec TRAINING_LIMIT = limit("trainingLimit", "training");

  /** The parameter that limits the test images. */
  static final ParameterSpec TEST_LIMIT = limit("testLimit", "test");

  private IdxDataset() {}

  /**
   * Reads the files, keeps the images that the limits allow, and computes statistics and digest of
   * these.
   */
  static Dataset read(String name, IdxFiles files, List<String> classNames, Parameters parameters) {
    InMemorySplit training =
        IdxReader.split(files.trainingImages(), files.trainingLabels(), classNames.size());
    InMemorySplit test = IdxReader.split(files.testImages(), files.testLabels(), classNames.size());
    requireOneShape(files, training, test);
    training = limited(training, TRAINING_LIMIT, parameters);
    test = limited(test, TEST_LIMIT, parameters);
    return new Dataset(
        name,
        training,
        test,
        classNames,
        PixelStatistics.of(name, training),
        DatasetDigest.of(training, test));
  }

  private static void requireOneShape(IdxFiles files, InMemorySplit training, InMemorySplit test) {
    if (!training.shape().equals(test.shape())) {
      throw RetrogradeException.usage(
          new Problem(
              files.testImages().name() + ", byte 8",
              "images of " + size(test),
              size(training) + " as in " + files.trainingImages().name(),
              "get all files from one place"));
    }
  }

  private static String size(InMemorySplit split) {
    return split.shape().height() + " x " + split.shape().width();
  }

  private static InMemorySplit limited(
      InMemorySplit split, ParameterSpec spec, Parameters parameters) {
    int limit = parameters.size(spec.name());
    if (limit > split.size()) {
      throw RetrogradeException.usage(
          new Problem(
              "dataset." + spec.name(),
              Integer.toString(limit),
              "at most " + split.size() + ", the number of images there are",
              "lower it, or leave it out to take all"));
    }
    return limit == 0 ? split : split.first(limit);
  }

  private static ParameterSpec limit(String name, String split) {
    return ParameterSpec.integer(
        name,
        "images",
        0,
        0,
        Integer.MAX_VALUE,
        "take the first so many " + split + " images, 0 for all");
  }
}
