// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file, or a resource that comes with this module.
 *
 * @param name the name in error messages
 * @param opener gives its bytes from the beginning
 */
record DataFile(String name, Opener opener) {

  /** Opens the bytes for reading. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static DataFile of(Path path) {
    return new DataFile(path.toString(), () -> Files.newInputStream(path));
  }

  /** A resource, by its path relative to this package. */
  static DataFile resource(String path) {
    return new DataFile("resource " + path, () -> openResource(path));
  }

  private static InputStream openResource(String path) throws IOException {
    InputStream stream = DataFile.class.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException("no resource " + path + " on the class path");
    }
    return stream;
  }
}
