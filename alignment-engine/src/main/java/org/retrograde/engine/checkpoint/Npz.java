// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** NumPy's {@code .npz}: a zip archive of {@code .npy} files, stored without compression. */
public final class Npz {

  private Npz() {}

  /**
   * Writes a file; it appears under its name only when it is whole.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, in the order in which they are written
   * @throws RetrogradeException if the file cannot be written; nothing is left behind then
   */
  public static void write(Path file, Map<String, NamedArray> arrays) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, NamedArray> array : arrays.entrySet()) {
          writeEntry(zip, array.getKey() + ".npy", Npy.encode(array.getValue()));
        }
      }
      force(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(part);
      throw RetrogradeException.failure(
          new Problem(
              file.toString(),
              "an error while writing (" + e.getMessage() + ")",
              "a writable folder with free space",
              "free some space or choose another output folder"),
          e);
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return the arrays by name, in the file's order
   * @throws RetrogradeException if the file is missing, truncated or holds anything but float32,
   *     float64 or int64 arrays in row-major order
   */
  public static Map<String, NamedArray> read(Path file) {
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        String name = entry.getName().replaceFirst("\\.npy$", "");
        arrays.put(
            name,
            Npy.decode(file + ": " + entry.getName(), zip.getInputStream(entry).readAllBytes()));
      }
    } catch (IOException e) {
      throw RetrogradeException.failure(
          new Problem(
              file.toString(),
              "no readable .npz archive (" + e.getMessage() + ")",
              "a whole .npz file",
              "use another checkpoint"),
          e);
    }
    return arrays;
  }

  private static void writeEntry(ZipOutputStream zip, String name, byte[] bytes)
      throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void force(Path file) throws IOException {
    try (java.nio.channels.FileChannel channel =
        java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The first error is the one to report.
    }
  }
}
