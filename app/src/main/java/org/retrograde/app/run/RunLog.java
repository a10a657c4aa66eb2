// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** {@code run.log}: what happened and when, in words. */
final class RunLog {

  private final Path file;
  private final Clock clock;

  RunLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  void line(String text) {
    String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n";
    try {
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Disk.unwritable(file, e);
    }
  }

  /** For what is written on the way out of a failure, which is the thing to report. */
  void lineIfPossible(String text, Throwable failure) {
    try {
      line(text);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
