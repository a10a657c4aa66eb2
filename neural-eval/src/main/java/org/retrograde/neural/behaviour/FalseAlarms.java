// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.NormalQuantile;

/**
 * How often each image is taken for each other object when both are on offer (Rajalingham et al.
 * 2018).
 *
 * @param rates {@code [images, objects]}, from 0 to 1; NaN at an image's own object, and where an
 *     object was never on offer
 * @param truth the object of each image, from 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record FalseAlarms(Matrix rates, int[] truth) {

  /** Infinite values, where an object is never or always mistaken, become this. */
  private static final double LARGEST = 5;

  /** Checks the sizes. */
  public FalseAlarms {
    int objects = rates.columns();
    if (truth.length != rates.rows()
        || Arrays.stream(truth).anyMatch(object -> object < 0 || object >= objects)) {
      throw new IllegalArgumentException("each image is of one of " + objects + " objects");
    }
  }

  /**
   * Derives what a network would choose between two objects from its probabilities.
   *
   * @param probabilities {@code [images, objects]}
   * @param truth the object of each image, from 0
   * @return {@code P_c / (P_c + P_truth)}
   */
  public static FalseAlarms ofProbabilities(Matrix probabilities, int... truth) {
    Matrix rates = Matrix.zeros(probabilities.rows(), probabilities.columns());
    for (int i = 0; i < rates.rows(); i++) {
      for (int c = 0; c < rates.columns(); c++) {
        double p = probabilities.at(i, c);
        rates.set(i, c, c == truth[i] ? Double.NaN : p / (p + probabilities.at(i, truth[i])));
      }
    }
    return new FalseAlarms(rates, truth);
  }

  /**
   * Returns how well each image is told apart from each other object, I2.
   *
   * @return {@code [images, objects]}: {@code z(1 - far) - z(mean far)}, the mean taken over the
   *     images of the other object that are taken for this one's; from -5 to 5, or NaN
   */
  public Matrix dPrimes() {
    Matrix means = means(rates);
    Matrix result = Matrix.zeros(rates.rows(), rates.columns());
    for (int i = 0; i < rates.rows(); i++) {
      for (int c = 0; c < rates.columns(); c++) {
        double hit = NormalQuantile.of(1 - rates.at(i, c));
        double difference = hit - NormalQuantile.of(means.at(c, truth[i]));
        result.set(i, c, Math.max(-LARGEST, Math.min(LARGEST, difference)));
      }
    }
    return result;
  }

  /**
   * Returns how well each image is told apart from all other objects, I1.
   *
   * @return the mean of {@link #dPrimes()} of each image over the objects where it has a value
   */
  public double[] i1() {
    Matrix dPrimes = dPrimes();
    return IntStream.range(0, dPrimes.rows())
        .mapToDouble(i -> Means.ignoringNaN(dPrimes.row(i)))
        .toArray();
  }

  /**
   * Returns what is peculiar to images, I2n.
   *
   * @return {@link #dPrimes()} less its mean over the images of each pair of objects
   */
  public Matrix i2n() {
    Matrix dPrimes = dPrimes();
    Matrix means = means(dPrimes);
    Matrix result = Matrix.zeros(dPrimes.rows(), dPrimes.columns());
    for (int i = 0; i < result.rows(); i++) {
      for (int c = 0; c < result.columns(); c++) {
        result.set(i, c, dPrimes.at(i, c) - means.at(truth[i], c));
      }
    }
    return result;
  }

  /** Over the images of each object. */
  private Matrix means(Matrix values) {
    Matrix means = Matrix.zeros(values.columns(), values.columns());
    for (int object = 0; object < means.rows(); object++) {
      int shown = object;
      int[] images = IntStream.range(0, truth.length).filter(i -> truth[i] == shown).toArray();
      for (int c = 0; c < means.columns(); c++) {
        means.set(object, c, Means.ignoringNaN(values.rows(images).column(c)));
      }
    }
    return means;
  }
}
