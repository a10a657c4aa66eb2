// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.nio.file.Path;
import java.util.List;

/** Writes one page about any number of runs, which opens without a network. */
public final class ReportWriter {

  /** Makes a writer. */
  public ReportWriter() {}

  /**
   * Reads run folders and writes the report, replacing an older one at once.
   *
   * <p>A folder without {@code summary.json} (the run was killed, or still runs) is shown with what
   * it recorded.
   *
   * @param targetHtml the file to write; its folder is made if it is not there
   * @param title the page's heading
   * @param runFolders the run folders, in the order in which they are shown, at least one
   * @throws org.retrograde.api.error.RetrogradeException if a folder or file is missing or
   *     malformed, naming file and line, or if the report cannot be written
   * @throws IllegalArgumentException if there is no run folder
   */
  public void write(Path targetHtml, String title, List<Path> runFolders) {
    if (runFolders.isEmpty()) {
      throw new IllegalArgumentException("a report is about at least one run");
    }
    RunReader reader = new RunReader();
    List<RunView> runs = RunView.of(runFolders.stream().map(reader::read).toList());
    PageFile.replace(targetHtml, new Page(title, runs).render());
  }
}
