// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Tables beside a file: {@code name.neuroid.csv} has a row for each neuroid of {@code name.npz}.
 */
final class Sidecar {

  private Sidecar() {}

  /** The columns of an axis, none if there is no such table. */
  static Map<String, Column> columns(Path file, Dimension dimension, int length) {
    Path table = path(file, dimension);
    if (!Files.exists(table)) {
      return Map.of();
    }
    CsvTable csv = CsvTable.read(table);
    if (csv.size() != length) {
      throw Refusal.of(
          table.toString(),
          csv.size() + " rows",
          length + ", one for each " + dimension.label() + " of " + file.getFileName(),
          "add or remove rows");
    }
    return csv.columns(Set.of());
  }

  static Path path(Path file, Dimension dimension) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    return file.resolveSibling(stem + "." + dimension.label() + ".csv");
  }
}
