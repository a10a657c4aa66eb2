// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.SplitValues;

/**
 * Responses over time, averaged over repetitions. All lists over bins have one length.
 *
 * @param bins the time bins, ascending
 * @param stimuli the id of each row, all different
 * @param neuroids the id of each column
 * @param values Y in each bin, {@code [stimuli, neuroids]}
 * @param ceilings the reliability in each bin, {@code [halvings, neuroids]}; empty for scores that
 *     are not normalised
 */
public record TemporalResponses(
    List<TimeBin> bins,
    List<String> stimuli,
    List<String> neuroids,
    List<Matrix> values,
    Optional<List<SplitValues>> ceilings) {

  /** Copies the lists and checks their lengths. */
  public TemporalResponses {
    bins = List.copyOf(bins);
    stimuli = List.copyOf(stimuli);
    neuroids = List.copyOf(neuroids);
    values = List.copyOf(values);
    ceilings = ceilings.map(List::copyOf);
    int count = bins.size();
    if (count == 0
        || values.size() != count
        || ceilings.filter(c -> c.size() != count).isPresent()) {
      throw new IllegalArgumentException(
          count + " bins need as many responses and ceilings, and at least one");
    }
  }

  /**
   * Returns the responses of a bin.
   *
   * @param bin from 0
   * @return one bin
   */
  public Responses bin(int bin) {
    return new Responses(stimuli, neuroids, values.get(bin));
  }

  /** Some bins. */
  TemporalResponses only(List<Integer> places) {
    return new TemporalResponses(
        places.stream().map(bins::get).toList(),
        stimuli,
        neuroids,
        places.stream().map(values::get).toList(),
        ceilings.map(c -> places.stream().map(c::get).toList()));
  }

  /** The bins that are not among some. */
  List<TimeBin> except(List<Integer> places) {
    return IntStream.range(0, bins.size())
        .filter(i -> !places.contains(i))
        .mapToObj(bins::get)
        .toList();
  }
}
