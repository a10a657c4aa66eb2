// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file. */
final class GraphFile {

  /** Far above any graph that a person or a program writes. */
  private static final long MAXIMUM_BYTES = 16L << 20;

  private GraphFile() {}

  static String read(Path file, String expected) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAXIMUM_BYTES) {
        throw Problems.usage(
            file.toString(),
            Files.size(file) + " bytes",
            "at most 16 MiB",
            "check the file's name");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw Problems.usage(
          file.toString(), "bytes that are not UTF-8", expected, "check the file's name");
    } catch (IOException e) {
      String found =
          Files.exists(file) ? "a file that cannot be read: " + e.getMessage() : "no such file";
      throw Problems.usage(file.toString(), found, expected, "check the path");
    }
  }
}
