// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stimuli as BrainIO keeps them: a table with {@code stimulus_id} (in older ones {@code image_id})
 * and {@code filename}, and the files in a folder or a zip archive.
 */
public final class StimulusSet {

  private static final String FILENAME = "filename";

  private final String where;
  private final List<String> ids;
  private final Map<String, Column> columns;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Optional<ImageStore> images;

  private StimulusSet(CsvTable table, Optional<ImageStore> images) {
    where = table.where();
    String id =
        table.names().contains(NeuroidAssembly.STIMULUS)
                || !table.names().contains(NeuroidAssembly.OLD_STIMULUS)
            ? NeuroidAssembly.STIMULUS
            : NeuroidAssembly.OLD_STIMULUS;
    ids = table.texts(id);
    columns = new LinkedHashMap<>(table.columns(Set.of()));
    columns.put(NeuroidAssembly.STIMULUS, Column.Text.of(ids));
    this.images = images;
    Set<String> twice = new TreeSet<>();
    for (int row = 0; row < ids.size(); row++) {
      if (rows.put(ids.get(row), row) != null) {
        twice.add(ids.get(row));
      }
    }
    if (!twice.isEmpty()) {
      throw Refusal.of(
          where,
          "more than one row for " + Refusal.some(twice),
          "each " + id + " once",
          "remove rows");
    }
    images.ifPresent(store -> store.requireAll(table.texts(FILENAME)));
  }

  /**
   * Reads a table, and looks for the files that it names.
   *
   * @param table the table
   * @param images the folder or zip archive of the files; nothing if only the table is needed
   * @return the stimuli
   * @throws org.retrograde.api.error.RetrogradeException if a column or a file is missing or an id
   *     is there twice
   */
  public static StimulusSet read(Path table, Optional<Path> images) {
    return new StimulusSet(CsvTable.read(table), images.map(ImageStore::open));
  }

  /**
   * Returns the ids.
   *
   * @return in the order of the table
   */
  public List<String> ids() {
    return ids;
  }

  /**
   * Returns a column.
   *
   * @param name its name
   * @return the column, a value for each id, or nothing
   */
  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /**
   * Reads a stimulus.
   *
   * @param id its id
   * @return the bytes of its file
   * @throws org.retrograde.api.error.RetrogradeException if it cannot be read
   */
  public byte[] image(String id) {
    Integer row = rows.get(id);
    if (row == null) {
      throw Refusal.of(where, "no stimulus '" + id + "'", "one of its rows", "choose another one");
    }
    return images
        .orElseThrow(
            () ->
                Refusal.of(
                    where,
                    "a table alone",
                    "the files of the stimuli",
                    "name their folder or zip archive"))
        .read(Objects.requireNonNull(columns.get(FILENAME)).text(row));
  }

  /**
   * An assembly with the columns of its stimuli.
   *
   * @param assembly the assembly; columns that it had before stay as they were
   * @param unknown stimuli that the set does not have, whose columns are missing
   */
  public record Merged(NeuroidAssembly assembly, List<String> unknown) {

    /** Copies the list. */
    public Merged {
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * Gives the presentations of an assembly the columns of their stimuli.
   *
   * @param assembly the assembly
   * @param file where it comes from, for messages
   * @return the assembly with them
   * @throws org.retrograde.api.error.RetrogradeException if it knows none of the stimuli
   */
  public Merged merge(NeuroidAssembly assembly, String file) {
    Column shown = assembly.presentations().require(NeuroidAssembly.STIMULUS, file);
    int[] places = new int[shown.size()];
    Set<String> unknown = new TreeSet<>();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < places.length; i++) {
      places[i] = rows.getOrDefault(shown.text(i), -1);
      (places[i] < 0 ? unknown : known).add(shown.text(i));
    }
    if (known.isEmpty()) {
      throw Refusal.of(
          where,
          "none of the stimuli of " + file + ": " + Refusal.some(unknown),
          "the stimuli that were shown",
          "name the table of these stimuli");
    }
    Map<String, Column> more = new LinkedHashMap<>();
    columns.forEach((name, column) -> more.put(name, column.select(places)));
    return new Merged(assembly.withPresentations(more), List.copyOf(unknown));
  }
}
