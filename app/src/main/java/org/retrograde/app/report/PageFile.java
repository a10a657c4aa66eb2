// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Writes a page at once, so that a reader finds the old or the new one, never a part. */
final class PageFile {

  private PageFile() {}

  static void replace(Path targetHtml, String page) {
    try {
      write(targetHtml.toAbsolutePath(), page);
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

  private static void write(Path target, String page) throws IOException {
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
