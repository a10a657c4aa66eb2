// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * NumPy's {@code .npz}: a zip archive of {@code .npy} files, stored without compression, with the
 * 64-bit sizes of zip64 throughout, as NumPy itself writes it.
 */
public final class NpzFormat implements ArrayFormat {

  private static final int VERSION = 45;
  private static final int UTF8_NAMES = 0x0800;
  private static final int FIRST_OF_1980 = 0x21;
  private static final long IN_EXTRA = 0xFFFFFFFFL;
  private static final int LOCAL_HEADER = 30;
  private static final int LOCAL_EXTRA = 20;
  private static final int CRC_IN_LOCAL_HEADER = 14;

  /** The format. */
  public NpzFormat() {}

  /** An array's file in the archive. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(byte[] name, byte[] header, long offset, long size) {

    long values() {
      return offset + LOCAL_HEADER + name.length + LOCAL_EXTRA + header.length;
    }

    long end() {
      return offset + LOCAL_HEADER + name.length + LOCAL_EXTRA + size;
    }
  }

  @Override
  public int width(ElementType type) {
    return switch (type.kind()) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64, INT64 -> Long.BYTES;
      case UINT8 -> 1;
      case TEXT -> Integer.BYTES * type.length();
    };
  }

  /** NumPy keeps texts as code points of 32 bits. */
  @Override
  public byte[] encode(String text) {
    int[] points = text.codePoints().toArray();
    ByteBuffer bytes = ByteBuffer.allocate(points.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(points);
    return bytes.array();
  }

  @Override
  public byte[] prefix(ArraySpec array) {
    return NpyHeader.encode(type(array.type()), array.shape());
  }

  @Override
  public Layout layout(List<ArraySpec> arrays) {
    List<Block> blocks = new ArrayList<>();
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (Map.Entry<ArraySpec, Entry> placed : entries(arrays).entrySet()) {
      Entry entry = placed.getValue();
      offsets.put(placed.getKey().name(), entry.values());
      byte[] head =
          new LittleEndian()
              .four(0x04034b50)
              .raw(common(0))
              .two(entry.name().length)
              .two(LOCAL_EXTRA)
              .raw(entry.name())
              .two(1)
              .two(LOCAL_EXTRA - 4)
              .eight(entry.size())
              .eight(entry.size())
              .raw(entry.header())
              .bytes();
      blocks.add(new Block(entry.offset(), head));
    }
    return new Layout(blocks, offsets);
  }

  @Override
  public List<Block> end(List<ArraySpec> arrays, Layout layout, Map<String, Integer> checksums) {
    List<Block> blocks = new ArrayList<>();
    LittleEndian directory = new LittleEndian();
    long begin = 0;
    for (Map.Entry<ArraySpec, Entry> placed : entries(arrays).entrySet()) {
      Entry entry = placed.getValue();
      int checksum = Objects.requireNonNull(checksums.get(placed.getKey().name()));
      blocks.add(
          new Block(
              entry.offset() + CRC_IN_LOCAL_HEADER, new LittleEndian().four(checksum).bytes()));
      addTo(directory, entry, checksum);
      begin = entry.end();
    }
    int length = directory.size();
    directory.raw(ending(arrays.size(), begin, length));
    blocks.add(new Block(begin, directory.bytes()));
    return blocks;
  }

  private Map<ArraySpec, Entry> entries(List<ArraySpec> arrays) {
    Map<ArraySpec, Entry> entries = new LinkedHashMap<>();
    long offset = 0;
    for (ArraySpec array : arrays) {
      byte[] header = prefix(array);
      byte[] name = (array.name() + ".npy").getBytes(StandardCharsets.UTF_8);
      long size = header.length + array.size() * width(array.type());
      Entry entry = new Entry(name, header, offset, size);
      entries.put(array, entry);
      offset = entry.end();
    }
    return entries;
  }

  private static String type(ElementType type) {
    return switch (type.kind()) {
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT64 -> "<i8";
      case UINT8 -> "|u1";
      case TEXT -> "<U" + type.length();
    };
  }

  /** What a local header and an entry of the directory have in common. */
  private static byte[] common(int checksum) {
    return new LittleEndian()
        .two(VERSION)
        .two(UTF8_NAMES)
        .two(0)
        .two(0)
        .two(FIRST_OF_1980)
        .four(checksum)
        .four(IN_EXTRA)
        .four(IN_EXTRA)
        .bytes();
  }

  private static void addTo(LittleEndian directory, Entry entry, int checksum) {
    directory
        .four(0x02014b50)
        .two(VERSION)
        .raw(common(checksum))
        .two(entry.name().length)
        .two(28)
        .zeros(10)
        .four(IN_EXTRA)
        .raw(entry.name())
        .two(1)
        .two(24)
        .eight(entry.size())
        .eight(entry.size())
        .eight(entry.offset());
  }

  private static byte[] ending(int entries, long begin, int length) {
    return new LittleEndian()
        .four(0x06064b50)
        .eight(44)
        .two(VERSION)
        .two(VERSION)
        .zeros(8)
        .eight(entries)
        .eight(entries)
        .eight(length)
        .eight(begin)
        .four(0x07064b50)
        .four(0)
        .eight(begin + length)
        .four(1)
        .four(0x06054b50)
        .zeros(4)
        .two(0xFFFF)
        .two(0xFFFF)
        .four(IN_EXTRA)
        .four(IN_EXTRA)
        .two(0)
        .bytes();
  }
}
