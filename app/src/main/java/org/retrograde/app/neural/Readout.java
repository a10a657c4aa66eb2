// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.neural.assembly.TimeBin;

/** Which steps of a layer stand for it where time does not matter. */
public enum Readout {
  /** The mean of the driven steps within the time window of the responses; the last, if none is. */
  WINDOW,
  /** The mean of all driven steps. */
  MEAN,
  /** The last step. */
  LAST;

  /** The window in which the field averages responses, in ms after onset. */
  static final double WINDOW_START = 70;

  static final double WINDOW_END = 170;

  /**
   * Returns that window.
   *
   * @return 70 to 170 ms
   */
  public static TimeBin usualWindow() {
    return new TimeBin(WINDOW_START, WINDOW_END);
  }

  /**
   * Returns the name users write.
   *
   * @return the lower-case name
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the names users may write.
   *
   * @return the names
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Readout::id).toList();
  }

  /**
   * Finds a name.
   *
   * @param id what a user wrote
   * @return the value, if there is one
   */
  public static Optional<Readout> of(String id) {
    return Arrays.stream(values()).filter(value -> value.id().equals(id)).findFirst();
  }

  List<Integer> places(FeatureFile.Layer layer, TimeBin window) {
    List<Integer> driven = places(layer, place -> layer.driven().get(place));
    if (driven.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "layer '" + layer.name() + "'",
              "no step in which the image has reached it",
              "at least one",
              "run the network for more steps"));
    }
    List<Integer> last = driven.subList(driven.size() - 1, driven.size());
    List<Integer> within =
        driven.stream()
            .filter(
                place ->
                    layer.milliseconds(place) >= window.start()
                        && layer.milliseconds(place) < window.end())
            .toList();
    return switch (this) {
      case MEAN -> driven;
      case LAST -> last;
      case WINDOW -> within.isEmpty() ? last : within;
    };
  }

  private static List<Integer> places(FeatureFile.Layer layer, IntPredicate wanted) {
    return IntStream.range(0, layer.steps().size()).filter(wanted).boxed().toList();
  }
}
