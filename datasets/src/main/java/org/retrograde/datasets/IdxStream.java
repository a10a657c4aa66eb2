// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** The bytes of an IDX file, unpacked if they are gzip, with the position for error messages. */
final class IdxStream implements Closeable {

  private static final String GET_AGAIN = "get the file again, it was damaged or cut short";
  private static final int BUFFER = 1 << 16;
  // A header may promise more than there is, so memory is taken as the bytes arrive.
  private static final int FIRST_ALLOCATION = 1 << 24;

  private final DataFile file;
  private final boolean packed;
  private final InputStream in;
  private long position;

  private IdxStream(DataFile file, boolean packed, InputStream in) {
    this.file = file;
    this.packed = packed;
    this.in = in;
  }

  /** Opens a file and detects gzip by its first two bytes. */
  static IdxStream open(DataFile file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(file.opener().open(), BUFFER);
    try {
      boolean packed = isGzip(raw);
      return new IdxStream(file, packed, packed ? new GZIPInputStream(raw, BUFFER) : raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Returns the number of bytes read so far, counted in the unpacked data. */
  long position() {
    return position;
  }

  /** Reads a big-endian number of 32 bits without sign. */
  long readNumber(String what) throws IOException {
    return Integer.toUnsignedLong(ByteBuffer.wrap(read(Integer.BYTES, what)).getInt());
  }

  /** Reads bytes, and says what they were to be if they are not all there. */
  byte[] read(int length, String what) throws IOException {
    byte[] bytes = new byte[Math.min(length, FIRST_ALLOCATION)];
    int filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
      }
      int count = readSome(bytes, filled);
      if (count < 0) {
        throw truncated(length - filled, what);
      }
      filled += count;
    }
    return bytes;
  }

  /** Checks that nothing follows; at the end of gzip data this also checks their checksum. */
  void requireEnd() throws IOException {
    if (readSome(new byte[1], 0) >= 0) {
      position--;
      throw wrong(
          position,
          "more bytes",
          "the end of the file, by the counts in its header",
          "get the file again, or correct the header");
    }
  }

  /** A problem at a place in this file. */
  RetrogradeException wrong(long at, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(place("byte " + at), found, expected, advice));
  }

  /** Names a place in this file. */
  String place(String within) {
    return file.name() + ", " + within + (packed ? " of the unpacked data" : "");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int readSome(byte[] bytes, int offset) throws IOException {
    try {
      int count = in.read(bytes, offset, bytes.length - offset);
      position += Math.max(count, 0);
      return count;
    } catch (ZipException | EOFException e) {
      throw wrong(position, damage(e), "intact gzip data", GET_AGAIN);
    }
  }

  private RetrogradeException truncated(int missing, String what) {
    String found = position == 0 ? "an empty file" : "the end of the file";
    return wrong(position, found, missing + " more bytes for " + what, GET_AGAIN);
  }

  private static boolean isGzip(BufferedInputStream raw) throws IOException {
    raw.mark(2);
    int magic = raw.read() | raw.read() << Byte.SIZE;
    raw.reset();
    return magic == GZIPInputStream.GZIP_MAGIC;
  }

  /** Puts an exception of the gzip reader into words. */
  static String damage(IOException e) {
    return e instanceof EOFException
        ? "gzip data that end too early"
        : "damaged gzip data (" + e.getMessage() + ")";
  }
}
