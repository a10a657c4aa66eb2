// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.nio.file.Path;

/** Writes one page about scores against recorded neurons, which opens without a network. */
public final class ScoreReportWriter {

  /** Makes a writer. */
  public ScoreReportWriter() {}

  /**
   * Reads a file of scores and writes the page, replacing an older one at once.
   *
   * @param targetHtml the file to write; its folder is made if it is not there
   * @param title the page's heading
   * @param scores the file {@code neural.json} of a score
   * @throws org.retrograde.api.error.RetrogradeException if the scores are missing or malformed,
   *     naming file and key, or if the page cannot be written
   */
  public void write(Path targetHtml, String title, Path scores) {
    Predictivity predictivity = new PredictivityReader(new RunFiles()).read(scores);
    PageFile.replace(targetHtml, new ScorePage(title, predictivity).render());
  }
}
