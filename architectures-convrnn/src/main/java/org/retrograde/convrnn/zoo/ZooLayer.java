// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer of the tables below: its channels and whether it has a cell and a max pool.
 *
 * @param name the node's name
 * @param filters output channels of its first convolution
 * @param states output channels of its cell where they are others, else the same
 * @param cell whether it may have a cell
 * @param pool whether it ends in a max pool
 */
record ZooLayer(String name, int filters, int states, boolean cell, boolean pool) {

  private static final String NAMES = "conv";

  /** Every layer ends in a max pool. */
  static List<ZooLayer> shallow(ZooCell cell) {
    boolean narrow = cell == ZooCell.SIMPLE_RNN || cell == ZooCell.LSTM;
    return layers(
        new int[] {64, 128, 256, 256, 512},
        narrow ? new int[] {64, 128, 128, 256, 256} : new int[] {64, 128, 256, 256, 512},
        3,
        List.of(1, 2, 3, 4, 5));
  }

  /** The networks with reciprocal gated cells have other channels in conv2, conv3 and conv8. */
  static List<ZooLayer> intermediate(ZooCell cell) {
    int[] filters =
        cell == ZooCell.RECIPROCAL_GATED
            ? new int[] {64, 128, 128, 128, 128, 256, 256, 256, 512, 512}
            : new int[] {64, 64, 64, 128, 128, 256, 256, 512, 512, 512};
    return layers(filters, filters, 4, List.of(1, 4, 6, 7, 10));
  }

  private static List<ZooLayer> layers(
      int[] filters, int[] states, int firstCell, List<Integer> pools) {
    List<ZooLayer> layers = new ArrayList<>();
    for (int i = 0; i < filters.length; i++) {
      int number = i + 1;
      layers.add(
          new ZooLayer(
              NAMES + number, filters[i], states[i], number >= firstCell, pools.contains(number)));
    }
    return layers;
  }
}
