// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.nio.file.Path;
import java.util.Locale;

/** Graph files of either form. */
public final class GraphFiles {

  private GraphFiles() {}

  /**
   * Reads a graph.
   *
   * @param file the published JSON format if its name ends in {@code .json}, where the name's first
   *     part says which cell; else the YAML form
   * @return the graph
   * @throws org.retrograde.api.error.RetrogradeException naming file, node and key, if it is not a
   *     graph
   */
  public static GraphSpec read(Path file) {
    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    return json ? new GraphJsonReader().read(file) : new GraphYamlReader().read(file);
  }
}
