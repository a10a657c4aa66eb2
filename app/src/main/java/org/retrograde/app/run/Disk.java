// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Writes files as a whole or not at all, and explains what went wrong. */
final class Disk {

  private Disk() {}

  /**
   * Replaces a file by a text; a reader, or a kill, finds the old or the new file, never a part.
   */
  static void replace(Path target, String text) {
    Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      writeThrough(temporary, text.getBytes(StandardCharsets.UTF_8));
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw unwritable(target, e);
    }
  }

  /** Writes all bytes of a buffer. */
  static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Deletes a folder with all that is in it, as far as that works. */
  static void deleteFolderQuietly(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      deepestFirst.forEach(Disk::deleteQuietly);
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }

  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }

  static RetrogradeException unwritable(Path file, IOException e) {
    return RetrogradeException.failure(
        new Problem(
            file.toString(),
            "no way to write: " + reason(e),
            "a writable folder with free space",
            "free space, correct its permissions, or choose another folder with --out"),
        e);
  }

  static RetrogradeException unreadable(Path file, IOException e) {
    return RetrogradeException.failure(
        new Problem(
            file.toString(),
            "no way to read: " + reason(e),
            "a readable file",
            "check the path and its permissions"),
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    } else if (e instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return String.valueOf(e.getMessage());
  }

  private static void writeThrough(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeFully(channel, bytes);
      channel.force(true);
    }
  }
}
