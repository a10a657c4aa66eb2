// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.List;

/** Writes a report over runs. */
@FunctionalInterface
public interface ReportRenderer {

  /**
   * Writes a report.
   *
   * @param target the file to write
   * @param title its heading
   * @param runFolders the folders of the runs
   */
  void render(Path target, String title, List<Path> runFolders);
}
