// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

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
   * @throws RetrogradeException if a folder or file is missing or malformed, naming file and line,
   *     or if the report cannot be written
   * @throws IllegalArgumentException if there is no run folder
   */
  public void write(Path targetHtml, String title, List<Path> runFolders) {
    if (runFolders.isEmpty()) {
      throw new IllegalArgumentException("a report is about at least one run");
    }
    RunReader reader = new RunReader();
    List<RunView> runs = RunView.of(runFolders.stream().map(reader::read).toList());
    String page = new Page(title, runs).render();
    try {
      replace(targetHtml.toAbsolutePath(), page);
    } catch (IOException e) {
      Problem problem =
          new Problem(
              targetHtml.toString(),
              "no way to write there (" + e.getMessage() + ")",
              "a file that can be written",
              "free space or change its permissions");
      throw RetrogradeException.failure(problem, e);
    }
  }

  private static void replace(Path target, String page) throws IOException {
    Path folder = target.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path half = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.writeString(half, page);
      move(half, target);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
