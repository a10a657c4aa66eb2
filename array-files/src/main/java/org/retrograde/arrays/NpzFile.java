// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * NumPy's {@code .npz}, compressed or not, read part by part, so that an array need not fit into
 * memory. Parts of a compressed array are quick to read in order only.
 *
 * <p>Not safe for use by several threads.
 */
public final class NpzFile implements AutoCloseable {

  private final Path file;
  private final ZipFile zip;
  private final Map<String, NpyHeader> headers = new LinkedHashMap<>();
  private @Nullable Stream open;

  /** An entry that is being read, and how far. */
  private static final class Stream {
    final String array;
    final InputStream in;
    long position;

    Stream(String array, InputStream in) {
      this.array = array;
      this.in = in;
    }
  }

  private NpzFile(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the file, to be closed
   * @throws RetrogradeException if it is missing, truncated or no archive of arrays
   */
  @SuppressWarnings("resource") // What is opened is closed by close().
  public static NpzFile open(Path file) {
    NpzFile opened;
    try {
      opened = new NpzFile(file, new ZipFile(file.toFile()));
    } catch (NoSuchFileException e) {
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "no such file",
              "an .npz file of arrays",
              "correct the path, or copy the file there"));
    } catch (IOException e) {
      throw unreadable(file.toString(), "no readable .npz archive (" + e.getMessage() + ")", e);
    }
    try {
      opened.readHeaders();
    } catch (RetrogradeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private void readHeaders() {
    for (ZipEntry entry : Collections.list(zip.entries())) {
      try (InputStream in = zip.getInputStream(entry)) {
        headers.put(entry.getName().replaceFirst("\\.npy$", ""), NpyHeader.read(in));
      } catch (IOException e) {
        throw unreadable(file + ": " + entry.getName(), String.valueOf(e.getMessage()), e);
      }
    }
  }

  /**
   * Returns the arrays.
   *
   * @return headers by name, in the file's order
   */
  public Map<String, NpyHeader> arrays() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * Reads numbers, whatever their type.
   *
   * @param array the array's name
   * @param from the place of the first, in the order of the file
   * @param count how many
   * @return the numbers; whole ones above 2^53 are rounded, true is 1
   * @throws RetrogradeException if the array holds no numbers or the file is truncated
   */
  public double[] numbers(String array, long from, int count) {
    NpyType type = type(array);
    if (!type.isNumber()) {
      throw unreadable(file + ": " + array, "elements of type " + type.name(), null);
    }
    return type.numbers(bytes(array, from * type.width(), count * type.width()), count);
  }

  /**
   * Reads an array of whole numbers or of flags.
   *
   * @param array the array's name
   * @return its values
   * @throws RetrogradeException if it holds something else or the file is truncated
   */
  public long[] wholes(String array) {
    NpyType type = type(array);
    if (!type.isWhole()) {
      throw unreadable(file + ": " + array, "elements of type " + type.name(), null);
    }
    int count = count(array);
    return type.wholes(bytes(array, 0, count * type.width()), count);
  }

  /**
   * Reads an array of texts.
   *
   * @param array the array's name
   * @return its values
   * @throws RetrogradeException if it holds something else or the file is truncated
   */
  public List<String> texts(String array) {
    NpyType type = type(array);
    if (!type.isText()) {
      throw unreadable(file + ": " + array, "elements of type " + type.name(), null);
    }
    int count = count(array);
    return new ArrayList<>(type.texts(bytes(array, 0, count * type.width()), count));
  }

  /**
   * Tells what an array holds.
   *
   * @param array the array's name
   * @return the type
   * @throws RetrogradeException if there is no such array, or it holds objects or lies column-major
   */
  public NpyType type(String array) {
    NpyHeader header = headers.get(array);
    if (header == null) {
      throw unreadable(file.toString(), "no array '" + array + "' among " + headers.keySet(), null);
    }
    NpyType type = NpyType.of(header.type());
    if (type == null || (!header.rowMajor() && header.shape().size() > 1)) {
      throw unreadable(
          file + ": " + array,
          header.rowMajor()
              ? "elements of type " + header.type()
              : "an array in column-major (Fortran) order",
          null);
    }
    return type;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // Nothing was written.
    }
  }

  private int count(String array) {
    NpyHeader header = headers.get(array);
    return header == null ? 0 : Math.toIntExact(header.size());
  }

  private byte[] bytes(String array, long from, int length) {
    try {
      Stream stream = at(array, from);
      byte[] bytes = stream.in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the array ends after " + (from + bytes.length) + " bytes");
      }
      stream.position += length;
      return bytes;
    } catch (IOException e) {
      open = null;
      throw unreadable(file + ": " + array, "an error while reading (" + e.getMessage() + ")", e);
    }
  }

  private Stream at(String array, long from) throws IOException {
    Stream stream = open;
    if (stream == null || !stream.array.equals(array) || stream.position > from) {
      if (stream != null) {
        stream.in.close();
      }
      ZipEntry entry = zip.getEntry(array + ".npy");
      InputStream in = zip.getInputStream(entry == null ? zip.getEntry(array) : entry);
      NpyHeader.read(in);
      stream = new Stream(array, in);
      open = stream;
    }
    stream.in.skipNBytes(from - stream.position);
    stream.position = from;
    return stream;
  }

  private static RetrogradeException unreadable(
      String where, String found, @Nullable Throwable cause) {
    Problem problem =
        new Problem(
            where,
            found,
            "a whole .npz file of row-major arrays of numbers, flags or texts",
            "write it again with numpy.savez, texts as numpy.array(list_of_str) and not as"
                + " objects");
    return cause == null
        ? RetrogradeException.failure(problem)
        : RetrogradeException.failure(problem, cause);
  }
}
