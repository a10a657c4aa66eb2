// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrograde.api.random.RandomStream;

/** What becomes of a layer's output for one image. */
public sealed interface Reduction {

  /** How users write {@link Projection}. */
  Pattern RANDOM = Pattern.compile("random:([1-9][0-9]{0,7})");

  /** What users may write. */
  String FORMS = "mean, flatten, or random:D with D from 1 to 99999999";

  /**
   * Reads what a user wrote.
   *
   * @param text {@code mean}, {@code flatten} or {@code random:D}
   * @param seed what a projection is drawn from
   * @return the reduction; empty for any other text
   */
  static Optional<Reduction> of(String text, long seed) {
    Matcher random = RANDOM.matcher(text);
    if (random.matches()) {
      return Optional.of(new Projection(Integer.parseInt(random.group(1)), seed));
    }
    return switch (text) {
      case "mean" -> Optional.of(new Mean());
      case "flatten" -> Optional.of(new Flatten());
      default -> Optional.empty();
    };
  }

  /** The mean of each channel over all positions; what has no positions stays as it is. */
  record Mean() implements Reduction {

    @Override
    public Reducer of(String layer, List<Integer> shape) {
      int channels = shape.get(shape.size() - 1);
      return new MeanReducer(sizeOf(shape) / channels, channels);
    }

    @Override
    public String toString() {
      return "mean";
    }
  }

  /** All values, in the order height, width, channels. */
  record Flatten() implements Reduction {

    @Override
    public Reducer of(String layer, List<Integer> shape) {
      return new MeanReducer(1, sizeOf(shape));
    }

    @Override
    public String toString() {
      return "flatten";
    }
  }

  /**
   * A sparse random projection of all values, the same for all images and steps of a layer. A layer
   * of no more values than wanted stays as it is.
   *
   * @param features the number of values wanted
   * @param seed what the projection is drawn from, together with the layer's name
   */
  record Projection(int features, long seed) implements Reduction {

    @Override
    public Reducer of(String layer, List<Integer> shape) {
      int size = sizeOf(shape);
      return size <= features
          ? new MeanReducer(1, size)
          : SparseProjection.draw(
              size, features, RandomStream.of(seed, "feature-projection/" + layer, 0));
    }

    @Override
    public String toString() {
      return "random:" + features + " (seed " + seed + ")";
    }
  }

  /**
   * Makes what reduces a layer's output.
   *
   * @param layer the layer's name
   * @param shape its output's for one image
   * @return the reducer
   */
  Reducer of(String layer, List<Integer> shape);

  private static int sizeOf(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Reduces one layer's output. */
  interface Reducer {

    /**
     * Returns how many values are left.
     *
     * @return at least 1
     */
    int features();

    /**
     * Reduces the output for one image.
     *
     * @param values holds the output
     * @param from the place of its first value
     * @param target where the result goes
     * @param to the place of its first value
     */
    void reduce(float[] values, int from, float[] target, int to);
  }
}
