// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.retrograde.neural.assembly.Column;
import org.retrograde.neural.assembly.StimulusSet;

/**
 * What is on each stimulus, and what it is for.
 *
 * @param where the file, for messages
 * @param stimuli what is known of each, by id, in alphabetical order
 * @param byFile the id of each file that the table names
 */
public record ObjectLabels(
    String where, Map<String, Stimulus> stimuli, Map<String, String> byFile) {

  private static final List<String> OBJECT = List.of("object_name", "image_label", "label");
  private static final String USE = "use";
  private static final String FILENAME = "filename";

  /** What a stimulus is for. */
  public enum Use {
    /** The read-out is fitted on it. */
    TRAIN,
    /** Choices are compared on it. */
    TEST,
    /** Neither. */
    NONE
  }

  /**
   * A stimulus.
   *
   * @param object what is on it; empty if the table does not say
   * @param use what it is for
   */
  public record Stimulus(String object, Use use) {}

  /** Copies the maps. */
  public ObjectLabels {
    stimuli = Collections.unmodifiableMap(new TreeMap<>(stimuli));
    byFile = Map.copyOf(byFile);
  }

  /**
   * Reads a table.
   *
   * @param table with stimulus_id, object_name (or image_label, label), and, unless the training
   *     stimuli have a file of their own, {@code use}; {@code filename} if images are named so
   * @param training a table with the stimulus_id of each training stimulus; all others are for
   *     testing
   * @return the labels
   * @throws org.retrograde.api.error.RetrogradeException if a column is missing, an id is there
   *     twice, a use is neither train nor test, or a training stimulus is not in the table
   */
  public static ObjectLabels read(Path table, Optional<Path> training) {
    StimulusSet set = StimulusSet.read(table, Optional.empty());
    String where = table.toString();
    Column objects =
        OBJECT.stream()
            .flatMap(name -> set.column(name).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    Refusals.of(
                        where,
                        "no column " + String.join(" or ", OBJECT),
                        "the object on each stimulus",
                        "add the column"));
    List<Use> uses =
        training.map(file -> listed(set, file, where)).orElseGet(() -> uses(set, where));
    Map<String, Stimulus> stimuli = new LinkedHashMap<>();
    Map<String, String> byFile = new LinkedHashMap<>();
    for (int i = 0; i < set.ids().size(); i++) {
      String object = objects.isMissing(i) ? "" : objects.text(i);
      String id = set.ids().get(i);
      stimuli.put(id, new Stimulus(object, uses.get(i)));
      int row = i;
      set.column(FILENAME).ifPresent(files -> byFile.put(files.text(row), id));
    }
    return new ObjectLabels(where, stimuli, byFile);
  }

  private static List<Use> listed(StimulusSet set, Path file, String where) {
    Set<String> train = new HashSet<>(StimulusSet.read(file, Optional.empty()).ids());
    List<Use> uses = set.ids().stream().map(id -> train.remove(id) ? Use.TRAIN : Use.TEST).toList();
    if (!train.isEmpty()) {
      throw Refusals.of(
          file.toString(),
          "training stimuli that " + where + " does not have: " + Refusals.some(train),
          "some of its stimuli",
          "add them to the labels, or remove them");
    }
    return uses;
  }

  /** Without the column nothing has a use, which solution times do not need. */
  private static List<Use> uses(StimulusSet set, String where) {
    return set.column(USE)
        .map(
            column ->
                IntStream.range(0, column.size()).mapToObj(row -> use(column, row, where)).toList())
        .orElseGet(() -> Collections.nCopies(set.ids().size(), Use.NONE));
  }

  private static Use use(Column column, int row, String where) {
    if (column.isMissing(row)) {
      return Use.NONE;
    }
    return switch (column.text(row)) {
      case "train" -> Use.TRAIN;
      case "test" -> Use.TEST;
      default ->
          throw Refusals.of(
              where + ", row " + (row + 1) + ", column " + USE,
              "'" + column.text(row) + "'",
              "train, test, or nothing for a stimulus that is not used",
              "correct the field");
    };
  }

  /** The stimuli of a use, in alphabetical order. */
  List<String> of(Use use) {
    return stimuli.entrySet().stream()
        .filter(stimulus -> stimulus.getValue().use() == use)
        .map(Map.Entry::getKey)
        .toList();
  }

  Use use(String stimulus) {
    Stimulus found = stimuli.get(stimulus);
    return found == null ? Use.NONE : found.use();
  }

  /** The object of a stimulus that the table must have. */
  String object(String stimulus, String neededBy) {
    Stimulus found = stimuli.get(stimulus);
    if (found == null || found.object().isEmpty()) {
      throw Refusals.of(
          neededBy,
          "stimulus '"
              + stimulus
              + (found == null ? "', which " + where + " does not have" : "' without a label"),
          "the object on each stimulus, in " + where,
          "add it, or leave this stimulus out");
    }
    return found.object();
  }
}
