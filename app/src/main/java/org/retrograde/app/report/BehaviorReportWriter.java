// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.nio.file.Path;

/** Writes one page about choices and solution times, which opens without a network. */
public final class BehaviorReportWriter {

  /** Makes a writer. */
  public BehaviorReportWriter() {}

  /**
   * Reads a file of results and writes the page, replacing an older one at once.
   *
   * @param targetHtml the file to write; its folder is made if it is not there
   * @param title the page's heading
   * @param results the file {@code behavior.json}
   * @throws org.retrograde.api.error.RetrogradeException if the results are missing or malformed,
   *     naming file and key, or if the page cannot be written
   */
  public void write(Path targetHtml, String title, Path results) {
    Behavior behavior = new BehaviorReader(new RunFiles()).read(results);
    PageFile.replace(targetHtml, new BehaviorPage(title, behavior).render());
  }
}
