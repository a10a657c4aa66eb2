// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some neighbouring columns, or rows.
 *
 * @param from the first
 * @param to the one after the last
 */
public record UnitBlock(int from, int to) {

  /**
   * Divides a range.
   *
   * @param total how many there are
   * @param length how many a block has, the last perhaps fewer
   * @return the blocks in order
   */
  public static List<UnitBlock> of(int total, int length) {
    return IntStream.range(0, (total + length - 1) / length)
        .mapToObj(i -> new UnitBlock(i * length, Math.min(total, (i + 1) * length)))
        .toList();
  }

  /**
   * Divides a range into blocks of moderate size, of about 32 MiB.
   *
   * @param total how many there are
   * @param each how many values each has
   * @return the blocks in order
   */
  public static List<UnitBlock> moderate(int total, int each) {
    return of(total, BlockedActivations.blockLength(each));
  }
}
