// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * A file of arrays whose values come piece by piece, to several arrays in turn, so that none of
 * them is ever in memory as a whole.
 *
 * <p>The file appears under its name only when it is whole. Not safe for use by several threads.
 */
public final class ArrayFile implements AutoCloseable {

  private static final Set<StandardOpenOption> FRESH =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private final Path file;
  private final Path part;
  private final ArrayFormat format;
  private final List<ArraySpec> arrays;
  private final ArrayFormat.Layout layout;
  private final FileChannel channel;
  private final Map<String, Piece> pieces = new LinkedHashMap<>();

  /** How far an array is filled. */
  private static final class Piece {
    final ArraySpec array;
    final CRC32 checksum = new CRC32();
    long elements;

    Piece(ArraySpec array, byte[] prefix) {
      this.array = array;
      checksum.update(prefix);
    }
  }

  private ArrayFile(Path file, List<ArraySpec> arrays, ArrayFormat format) throws IOException {
    this.file = file;
    this.part = file.resolveSibling("." + file.getFileName() + ".part");
    this.arrays = List.copyOf(arrays);
    this.format = format;
    for (ArraySpec array : arrays) {
      if (pieces.put(array.name(), new Piece(array, format.prefix(array))) != null) {
        throw new IllegalArgumentException("two arrays are called '" + array.name() + "'");
      }
    }
    layout = format.layout(this.arrays);
    channel = FileChannel.open(part, FRESH);
  }

  /**
   * Begins a file.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays, in the order in which readers list them
   * @param format how they are written
   * @return the file, to be filled, committed and closed
   * @throws RetrogradeException if it cannot be written
   */
  public static ArrayFile create(Path file, List<ArraySpec> arrays, ArrayFormat format) {
    try {
      ArrayFile made = new ArrayFile(file, arrays, format);
      made.write(made.layout.blocks());
      return made;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Adds numbers to an array of {@link ElementType#FLOAT32}.
   *
   * @param array the array's name
   * @param values its next values, row-major
   */
  public void append(String array, float[] values) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    append(array, ElementType.Kind.FLOAT32, values.length, bytes);
  }

  /**
   * Adds numbers to an array of {@link ElementType#FLOAT64}.
   *
   * @param array the array's name
   * @param values its next values, row-major
   */
  public void append(String array, double[] values) {
    ByteBuffer bytes = buffer(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    append(array, ElementType.Kind.FLOAT64, values.length, bytes);
  }

  /**
   * Adds numbers to an array of {@link ElementType#INT64}.
   *
   * @param array the array's name
   * @param values its next values, row-major
   */
  public void append(String array, long[] values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    append(array, ElementType.Kind.INT64, values.length, bytes);
  }

  /**
   * Adds numbers to an array of {@link ElementType#UINT8}.
   *
   * @param array the array's name
   * @param values its next values, row-major
   */
  public void append(String array, byte[] values) {
    append(array, ElementType.Kind.UINT8, values.length, ByteBuffer.wrap(values));
  }

  /**
   * Adds texts to an array of {@link ElementType#text}.
   *
   * @param array the array's name
   * @param values its next values
   */
  public void append(String array, List<String> values) {
    int width = format.width(piece(array).array.type());
    ByteBuffer bytes = buffer(values.size() * width);
    for (String value : values) {
      bytes.put(Arrays.copyOf(format.encode(value), width));
    }
    append(array, ElementType.Kind.TEXT, values.size(), bytes.flip());
  }

  /**
   * Ends the file and gives it its name.
   *
   * @throws RetrogradeException if it cannot be written
   * @throws IllegalStateException if values are missing
   */
  public void commit() {
    Map<String, Integer> checksums = new LinkedHashMap<>();
    for (Piece piece : pieces.values()) {
      if (piece.elements != piece.array.size()) {
        throw new IllegalStateException(
            "'%s' has %d of %d values"
                .formatted(piece.array.name(), piece.elements, piece.array.size()));
      }
      checksums.put(piece.array.name(), (int) piece.checksum.getValue());
    }
    try {
      write(format.end(arrays, layout, checksums));
      channel.force(true);
      channel.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Closes the file; what was not committed is deleted. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What led here is the thing to report; an orphaned part does no harm.
    }
  }

  private void append(String array, ElementType.Kind kind, int count, ByteBuffer bytes) {
    Piece piece = piece(array);
    if (piece.array.type().kind() != kind || piece.elements + count > piece.array.size()) {
      throw new IllegalArgumentException(
          "%d values of %s after %d do not fit into %s"
              .formatted(count, kind, piece.elements, piece.array));
    }
    long offset = layout.offset(piece.array) + piece.elements * format.width(piece.array.type());
    piece.checksum.update(bytes.duplicate());
    piece.elements += count;
    try {
      write(offset, bytes);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private Piece piece(String array) {
    Piece piece = pieces.get(array);
    if (piece == null) {
      throw new IllegalArgumentException("no array '" + array + "', there are " + pieces.keySet());
    }
    return piece;
  }

  private void write(List<ArrayFormat.Block> blocks) throws IOException {
    for (ArrayFormat.Block block : blocks) {
      write(block.offset(), ByteBuffer.wrap(block.bytes()));
    }
  }

  private void write(long offset, ByteBuffer bytes) throws IOException {
    long place = offset;
    while (bytes.hasRemaining()) {
      place += channel.write(bytes, place);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static RetrogradeException unwritable(Path file, IOException e) {
    return RetrogradeException.failure(
        new Problem(
            file.toString(),
            "an error while writing (" + e + ")",
            "a writable folder with free space",
            "make the folder, free some space, or choose another file with --out"),
        e);
  }
}
