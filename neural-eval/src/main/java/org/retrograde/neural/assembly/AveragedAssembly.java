// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;

/**
 * Responses averaged over repetitions.
 *
 * @param identifier the recording's name, empty if the file has none
 * @param stimuli the stimuli in lexicographic order of their ids, with the columns that are the
 *     same in all presentations of one
 * @param neuroids the neuroids in the order of the file
 * @param bins the time bins
 * @param responses for each bin {@code [stimuli, neuroids]}; NaN where no trial has a value
 * @param trials for each stimulus how often it was shown
 * @param omissions what did not count
 */
public record AveragedAssembly(
    String identifier,
    Axis stimuli,
    Axis neuroids,
    List<TimeBin> bins,
    List<Matrix> responses,
    List<Integer> trials,
    Omissions omissions) {

  /**
   * What did not count.
   *
   * @param presentationsWithoutStimulus presentations without a stimulus
   * @param missingValues single values that were NaN
   */
  public record Omissions(int presentationsWithoutStimulus, long missingValues) {}

  /** Copies and checks the lists. */
  public AveragedAssembly {
    bins = List.copyOf(bins);
    responses = List.copyOf(responses);
    trials = List.copyOf(trials);
    int rows = stimuli.length();
    int columns = neuroids.length();
    if (bins.size() != responses.size()
        || trials.size() != rows
        || responses.stream().anyMatch(m -> m.rows() != rows || m.columns() != columns)) {
      throw new IllegalArgumentException(
          "%d bins of %d x %d responses do not fit %d matrices"
              .formatted(bins.size(), rows, columns, responses.size()));
    }
  }

  /**
   * Returns the ids of the stimuli.
   *
   * @return in the order of the rows
   */
  public List<String> stimulusIds() {
    return stimuli.require(NeuroidAssembly.STIMULUS, identifier).texts();
  }

  /**
   * Finds the neuroids that have a response to every stimulus in every bin.
   *
   * @return their places among the columns
   */
  public int[] complete() {
    return IntStream.range(0, neuroids.length())
        .filter(
            n ->
                responses.stream()
                    .noneMatch(
                        bin ->
                            IntStream.range(0, bin.rows())
                                .anyMatch(s -> Double.isNaN(bin.at(s, n)))))
        .toArray();
  }

  /**
   * Keeps some neuroids.
   *
   * @param places which columns, in the order wanted
   * @return their responses
   */
  public AveragedAssembly select(int... places) {
    List<Matrix> kept =
        responses.stream()
            .map(
                bin -> {
                  Matrix part = Matrix.zeros(bin.rows(), places.length);
                  for (int s = 0; s < bin.rows(); s++) {
                    for (int n = 0; n < places.length; n++) {
                      part.set(s, n, bin.at(s, places[n]));
                    }
                  }
                  return part;
                })
            .toList();
    return new AveragedAssembly(
        identifier, stimuli, neuroids.select(places), bins, kept, trials, omissions);
  }
}
