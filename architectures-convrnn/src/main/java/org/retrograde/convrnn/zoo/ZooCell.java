// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.Arrays;
import java.util.List;
import org.retrograde.convrnn.graph.CellSpec;

/** What stands in the layers that have a cell. */
public enum ZooCell {
  /** Nothing: the feedforward network. */
  FEEDFORWARD("none", "feedforward"),
  /** A decay that is learned, 0 at first. */
  TIME_DECAY(CellSpec.TIME_DECAY, "timedecay"),
  /** The simple recurrent network. */
  SIMPLE_RNN(CellSpec.SIMPLE_RNN, "simplernn"),
  /** The gated recurrent unit. */
  GRU(CellSpec.GRU, "gru"),
  /** Long short-term memory; in the shallow network with the settings of a search a layer. */
  LSTM(CellSpec.LSTM, "lstm"),
  /** The update-gate network. */
  UGRNN(CellSpec.UGRNN, "ugrnn"),
  /** The intersection network. */
  INTERSECTION_RNN(CellSpec.INTERSECTION_RNN, "intersectionrnn"),
  /** The reciprocal gated cell; its networks are built differently from the others. */
  RECIPROCAL_GATED(CellSpec.RECIPROCAL_GATED, "rgc");

  private final String id;
  private final String prefix;

  ZooCell(String id, String prefix) {
    this.id = id;
    this.prefix = prefix;
  }

  /**
   * Returns the name users write.
   *
   * @return the cell plugin's id, or {@code none}
   */
  public String id() {
    return id;
  }

  /**
   * Returns how published files begin.
   *
   * @return for example {@code rgc}
   */
  public String prefix() {
    return prefix;
  }

  /**
   * Returns the names users may write.
   *
   * @return the ids
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(ZooCell::id).toList();
  }
}
