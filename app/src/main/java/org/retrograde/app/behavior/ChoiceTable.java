// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.neural.assembly.CsvTable;

/**
 * Trials of subjects who saw an image and chose between its object and another one.
 *
 * @param where the file, for messages
 * @param trials a row each
 */
public record ChoiceTable(String where, List<Trial> trials) {

  private static final List<String> STIMULUS = List.of("stimulus_id", "image_id");
  private static final List<String> DISTRACTOR = List.of("distractor", "dist_obj");
  private static final List<String> SAMPLE = List.of("sample_obj");
  private static final List<String> CHOICE = List.of("choice");

  /** Copies the list. */
  public ChoiceTable {
    trials = List.copyOf(trials);
  }

  /**
   * A trial.
   *
   * @param stimulus the image
   * @param choice the object chosen; empty if the subject did not answer
   * @param distractor the other object on offer
   * @param sample the object on the image, as the table says; empty if it does not
   */
  public record Trial(String stimulus, String choice, String distractor, String sample) {}

  /**
   * Reads a table.
   *
   * @param file with stimulus_id (or image_id), choice, distractor (or dist_obj), and, if it is
   *     there, sample_obj, which is compared with the labels
   * @return the trials
   * @throws org.retrograde.api.error.RetrogradeException if a column is missing
   */
  public static ChoiceTable read(Path file) {
    CsvTable table = CsvTable.read(file);
    List<String> stimuli = column(table, STIMULUS);
    List<String> choices = column(table, CHOICE);
    List<String> distractors = column(table, DISTRACTOR);
    boolean sampled = SAMPLE.stream().anyMatch(table.names()::contains);
    List<String> samples = sampled ? column(table, SAMPLE) : List.of();
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < stimuli.size(); i++) {
      trials.add(
          new Trial(
              stimuli.get(i), choices.get(i), distractors.get(i), sampled ? samples.get(i) : ""));
    }
    return new ChoiceTable(table.where(), trials);
  }

  private static List<String> column(CsvTable table, List<String> names) {
    return table.texts(
        names.stream().filter(table.names()::contains).findFirst().orElse(names.get(0)));
  }

  /** Where a trial stands, counted as tables are: from 1, without the line of names. */
  String row(int trial) {
    return where + ", row " + (trial + 1);
  }
}
