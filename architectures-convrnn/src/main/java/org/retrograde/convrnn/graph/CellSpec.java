// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The recurrent cell of a node.
 *
 * @param id the cell plugin's id, such as {@code gru}; {@link #RECIPROCAL_GATED} alone takes
 *     feedback apart from its input
 * @param options the plugin's parameters by key: {@link Long}, {@link Double}, {@link Boolean},
 *     {@link String} or a list of these; {@code channels} is the number of output channels where it
 *     is not the input's
 * @param weightDecay as for {@link ConvolutionLayer#weightDecay}
 */
public record CellSpec(String id, Map<String, Object> options, double weightDecay) {

  /** {@code s' = m s + x}. */
  public static final String TIME_DECAY = "time-decay";

  /** Two convolutions and a nonlinearity. */
  public static final String SIMPLE_RNN = "simple-rnn";

  /** Shi et al. 2015. */
  public static final String LSTM = "lstm";

  /** Cho et al. 2014, convolutional. */
  public static final String GRU = "gru";

  /** Collins et al. 2016. */
  public static final String UGRNN = "ugrnn";

  /** Collins et al. 2016. */
  public static final String INTERSECTION_RNN = "intersection-rnn";

  /** Nayebi et al. 2018. */
  public static final String RECIPROCAL_GATED = "reciprocal-gated";

  /** The key of the number of output channels. */
  public static final String CHANNELS = "channels";

  /** Checks the id and brings whole numbers to {@link Long}, others to {@link Double}. */
  public CellSpec {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a cell's id is lower-case words joined by hyphens, found '" + id + "'");
    }
    Require.notNegative("weightDecay", weightDecay);
    Map<String, Object> values = new LinkedHashMap<>();
    options.forEach((key, value) -> values.put(key, canonical(key, value)));
    options = Collections.unmodifiableMap(values);
  }

  /**
   * A cell without a recorded penalty.
   *
   * @param id the plugin's id
   * @param options its parameters by key
   * @return the cell
   */
  public static CellSpec of(String id, Map<String, ?> options) {
    return new CellSpec(id, new LinkedHashMap<>(options), 0);
  }

  /**
   * Tells whether inputs beside the feedforward one go to the cell rather than through the
   * operations before it.
   *
   * @return true for {@link #RECIPROCAL_GATED}
   */
  public boolean takesFeedback() {
    return id.equals(RECIPROCAL_GATED);
  }

  /**
   * Returns the number of output channels.
   *
   * @return the option {@code channels}, empty if the cell gives as many as it takes
   */
  public OptionalInt channels() {
    return options.get(CHANNELS) instanceof Number count
        ? OptionalInt.of(Math.toIntExact(count.longValue()))
        : OptionalInt.empty();
  }

  private static Object canonical(String key, Object value) {
    Objects.requireNonNull(value, key);
    if (value instanceof Integer whole) {
      return whole.longValue();
    }
    if (value instanceof Float decimal) {
      return decimal.doubleValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> canonical(key, element)).toList();
    }
    if (value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException(
        "option '" + key + "' is a number, true, false, a text or a list, found " + value);
  }
}
