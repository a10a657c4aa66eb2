// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;

/**
 * What is done to a dataset, whatever its source, before anything is trained.
 *
 * @param resize height and width to which images are enlarged by bilinear interpolation, in pixels;
 *     0 leaves them as they are
 * @param mean what is subtracted from every pixel on the scale 0 to 1; empty for the training
 *     images' own mean. Given together with the deviation or not at all
 * @param deviation what divides every pixel after that, above 0; empty for the training images' own
 * @param validation the share of the training images, from 0 and below 1, that is held out of
 *     training and takes the test images' place; 0 for none
 * @param validationSeed what decides which images are held out
 */
public record Preparation(
    int resize,
    OptionalDouble mean,
    OptionalDouble deviation,
    double validation,
    long validationSeed) {

  /** The images as their source has them. */
  public static final Preparation NONE =
      new Preparation(0, OptionalDouble.empty(), OptionalDouble.empty(), 0, 1);

  /** Checks the ranges. */
  public Preparation {
    if (resize < 0 || !(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "resize is at least 0 and validation lies in [0, 1), found "
              + resize
              + " and "
              + validation);
    }
    if (mean.isPresent() != deviation.isPresent() || !(deviation.orElse(1) > 0)) {
      throw new IllegalArgumentException(
          "mean and a deviation above 0, or neither, found " + mean + " and " + deviation);
    }
  }

  /**
   * Prepares a dataset. The digest stays that of the source's images; without {@link #mean} and
   * {@link #deviation} so do the statistics, which are those of all training images before they are
   * enlarged, those held out included.
   *
   * @param dataset the dataset
   * @return the prepared one
   * @throws RetrogradeException if the images are larger than {@link #resize}, or no image would be
   *     left on one side of the share
   */
  public Dataset apply(Dataset dataset) {
    Dataset parted = validation == 0 ? dataset : heldOut(dataset);
    return new Dataset(
        parted.name(),
        sized(parted.training()),
        sized(parted.test()),
        parted.classNames(),
        normalization(parted),
        parted.digest());
  }

  /**
   * The same preparation with no image held out of training.
   *
   * @return the preparation
   */
  public Preparation withoutValidation() {
    return new Preparation(resize, mean, deviation, 0, validationSeed);
  }

  private Dataset heldOut(Dataset dataset) {
    int size = dataset.training().size();
    int count = Math.toIntExact(Math.round(validation * size));
    requireBothSides(count, size);
    int[] order = RandomStream.of(validationSeed, "validation", 0).permutation(size);
    return new Dataset(
        dataset.name() + " (held-out training images)",
        new Part(dataset.training(), Arrays.copyOfRange(order, count, size)),
        new Part(dataset.training(), Arrays.copyOf(order, count)),
        dataset.classNames(),
        dataset.normalization(),
        dataset.digest());
  }

  private Split sized(Split split) {
    return resize == 0 ? split : Enlargement.of(split, resize);
  }

  private Normalization normalization(Dataset dataset) {
    if (mean.isEmpty()) {
      return dataset.normalization();
    }
    int channels = dataset.training().shape().channels();
    return new Normalization(
        copies(channels, mean.getAsDouble()), copies(channels, deviation.orElseThrow()));
  }

  private static List<Double> copies(int count, double value) {
    return Collections.nCopies(count, value);
  }

  private void requireBothSides(int count, int size) {
    if (count < 1 || count == size) {
      throw RetrogradeException.usage(
          new Problem(
              "dataset.validation",
              validation + " of " + size + " images, which is " + count,
              "at least 1 image held out and 1 to train on",
              "change the share, or take more images"));
    }
  }
}
