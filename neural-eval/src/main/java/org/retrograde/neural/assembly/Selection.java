// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which part of an assembly to use.
 *
 * @param neuroids their places along the axis, ascending, each once
 * @param presentations their places along the axis, ascending, each once
 */
@SuppressWarnings("ArrayRecordComponent")
public record Selection(int[] neuroids, int[] presentations) {

  /**
   * All there is.
   *
   * @param assembly the assembly
   * @return every neuroid and presentation
   */
  public static Selection all(NeuroidAssembly assembly) {
    return new Selection(
        IntStream.range(0, assembly.neuroids().length()).toArray(),
        IntStream.range(0, assembly.presentations().length()).toArray());
  }

  /**
   * The neuroids of one region.
   *
   * @param assembly the assembly
   * @param region the region, or nothing for all
   * @param where the file, for the message
   * @return these neuroids, every presentation
   * @throws org.retrograde.api.error.RetrogradeException if there are none
   */
  public static Selection region(NeuroidAssembly assembly, Optional<String> region, String where) {
    Selection all = all(assembly);
    return region
        .map(
            name ->
                assembly.neuroids().where(NeuroidAssembly.REGION, java.util.List.of(name), where))
        .map(places -> new Selection(places, all.presentations()))
        .orElse(all);
  }
}
