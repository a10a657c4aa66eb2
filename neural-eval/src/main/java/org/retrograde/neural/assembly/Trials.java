// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/**
 * Single trials in memory, for measures that shuffle them.
 *
 * @param stimuli the ids in lexicographic order
 * @param repetitions the labels; numbers by size, texts in lexicographic order
 * @param responses for each label {@code [stimuli, neuroids]}; NaN where it was not shown
 */
public record Trials(List<String> stimuli, List<String> repetitions, List<Matrix> responses) {

  /** What all trials take at most if nobody says otherwise: 1 GiB. */
  public static final long DEFAULT_MEMORY = 1L << 30;

  /** Copies the lists. */
  public Trials {
    stimuli = List.copyOf(stimuli);
    repetitions = List.copyOf(repetitions);
    responses = List.copyOf(responses);
  }

  /**
   * Reads the trials of one time bin.
   *
   * @param source the assembly
   * @param selection which part of it
   * @param bin the time bin wanted; of unknown times, the only one of the file
   * @param memory what the result may take, in bytes
   * @return the trials
   * @throws RetrogradeException if they would take more, a stimulus has two trials of one label, a
   *     column is missing, or the bin is not covered
   */
  public static Trials read(AssemblySource source, Selection selection, TimeBin bin, long memory) {
    List<TimeBin> wanted = bin.isKnown() ? List.of(bin) : List.of();
    AssemblyAverage average =
        new AssemblyAverage(source, selection, wanted, AssemblyAverage.DEFAULT_MEMORY);
    if (average.bins().size() != 1) {
      throw Refusal.of(
          source.where(),
          average.bins().size() + " time bins",
          "one",
          "say the times of the bin wanted");
    }
    List<String> repetitions = average.repetitions();
    requireRoom(source, average, selection, repetitions.size(), memory);
    requireOnce(source, selection);
    RepetitionParts each =
        new RepetitionParts(
            IntStream.range(0, repetitions.size()).mapToObj(i -> List.of(i)).toList());
    List<Matrix> responses = new ArrayList<>();
    int rows = average.stimuli().size();
    repetitions.forEach(r -> responses.add(Matrix.zeros(rows, selection.neuroids().length)));
    int[] column = new int[1];
    average.stream(
        each,
        means -> {
          for (int r = 0; r < responses.size(); r++) {
            for (int s = 0; s < rows; s++) {
              responses.get(r).set(s, column[0], means.parts().get(r).at(0, s));
            }
          }
          column[0]++;
        });
    return new Trials(average.stimuli(), repetitions, responses);
  }

  private static void requireRoom(
      AssemblySource source,
      AssemblyAverage average,
      Selection selection,
      long repetitions,
      long memory) {
    long bytes =
        repetitions * average.stimuli().size() * selection.neuroids().length * Double.BYTES;
    if (bytes > memory) {
      throw Refusal.of(
          source.where(),
          "%d repetitions of %d stimuli and %d neuroids, %d MB of trials"
              .formatted(
                  repetitions,
                  average.stimuli().size(),
                  selection.neuroids().length,
                  bytes / 1_000_000),
          "at most " + memory / 1_000_000 + " MB",
          "choose fewer neuroids, or a measure that needs no single trials");
    }
  }

  private static void requireOnce(AssemblySource source, Selection selection) {
    Presentations presentations =
        new Presentations(source.assembly(), selection.presentations(), source.where());
    int[] labels = presentations.labels();
    int count = presentations.repetitions().size();
    boolean[] seen = new boolean[Math.multiplyExact(count, presentations.stimuli().size())];
    for (int i : Arrays.stream(selection.presentations()).filter(i -> labels[i] >= 0).toArray()) {
      int place = presentations.stimulus(i) * count + labels[i];
      if (seen[place]) {
        throw Refusal.of(
            source.where(),
            "two trials of stimulus '"
                + presentations.stimuli().get(presentations.stimulus(i))
                + "' with repetition "
                + presentations.repetitions().get(labels[i]),
            "another repetition for each trial of a stimulus",
            "number the repetitions of each stimulus");
      }
      seen[place] = true;
    }
  }
}
