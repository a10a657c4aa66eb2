// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message in the header of an HDF5 object (HDF5 File Format Specification 3.0, section IV.A.2).
 *
 * @param type which message
 * @param body what it says
 */
@SuppressWarnings("ArrayRecordComponent")
record Hdf5Message(int type, byte[] body) {

  /** A signed whole number of 32 bits. */
  static final int INT32_BYTES = 4;

  /** What an object reference takes. */
  static final int REFERENCE_BYTES = 8;

  private static final long UNDEFINED = -1;
  private static final int NULL_TERMINATED_ASCII = 0;
  private static final int NULL_TERMINATED_UTF8 = 0x10;

  /** The lengths of a dataset's axes. */
  static Hdf5Message dataspace(List<Long> shape) {
    return new Hdf5Message(0x01, space(shape));
  }

  static Hdf5Message datatype(byte[] type) {
    return new Hdf5Message(0x03, type);
  }

  /** No value fills what was not written: all is. */
  static Hdf5Message noFillValue() {
    return new Hdf5Message(0x05, new byte[] {2, 2, 1, 0});
  }

  /** Values one after the other, from an address on. */
  static Hdf5Message contiguous(long address, long bytes) {
    return new Hdf5Message(0x08, new LittleEndian().one(3, 1).eight(address).eight(bytes).bytes());
  }

  /** Values that nobody reads and that take no space. */
  static Hdf5Message unallocated(long bytes) {
    return contiguous(UNDEFINED, bytes);
  }

  static Hdf5Message symbolTable(long tree, long heap) {
    return new Hdf5Message(0x11, new LittleEndian().eight(tree).eight(heap).bytes());
  }

  /** An attribute (version 3: nothing in it is aligned). */
  static Hdf5Message attribute(String name, byte[] type, List<Long> shape, byte[] values) {
    byte[] space = space(shape);
    byte[] named = (name + "\0").getBytes(StandardCharsets.UTF_8);
    LittleEndian body =
        new LittleEndian()
            .one(3, 0)
            .two(named.length)
            .two(type.length)
            .two(space.length)
            .one(1)
            .raw(named)
            .raw(type)
            .raw(space)
            .raw(values);
    return new Hdf5Message(0x0C, body.bytes());
  }

  /** An attribute that is a text. */
  static Hdf5Message text(String name, String value) {
    byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
    boolean ascii = value.chars().allMatch(c -> c < 0x80);
    int kind = ascii ? NULL_TERMINATED_ASCII : NULL_TERMINATED_UTF8;
    return attribute(name, type(0x13, kind, bytes.length), List.of(), bytes);
  }

  static Hdf5Message int32(String name, int value) {
    return attribute(name, int32(), List.of(), new LittleEndian().four(value).bytes());
  }

  /** Encodes the type of an array's elements; of texts, that of their bytes. */
  static byte[] typeOf(ElementType type) {
    return switch (type.kind()) {
      case FLOAT32 ->
          new LittleEndian()
              .one(0x11, 0x20, 0x1F, 0)
              .four(Float.BYTES)
              .two(0)
              .two(32)
              .one(23, 8, 0, 23)
              .four(127)
              .bytes();
      case FLOAT64 ->
          new LittleEndian()
              .one(0x11, 0x20, 0x3F, 0)
              .four(Double.BYTES)
              .two(0)
              .two(64)
              .one(52, 11, 0, 52)
              .four(1023)
              .bytes();
      case INT64 -> whole(0x08, Long.BYTES);
      case UINT8 -> whole(0, 1);
      case TEXT -> type(0x13, NULL_TERMINATED_ASCII, 1);
    };
  }

  /** References to objects, one for each axis, as lists of any length. */
  static byte[] referenceLists() {
    return new LittleEndian().raw(type(0x19, 0, 16)).raw(reference()).bytes();
  }

  /** Pairs of a reference to a dataset and the number of one of its axes. */
  static byte[] datasetAndAxis() {
    return new LittleEndian()
        .one(0x36, 2, 0, 0)
        .four(16)
        .text("dataset\0")
        .one(0)
        .raw(reference())
        .text("dimension\0")
        .one(REFERENCE_BYTES)
        .raw(int32())
        .bytes();
  }

  /** The bytes in the header: 8 before the body, which is filled up to a multiple of 8. */
  byte[] encoded() {
    int length = (body.length + 7) & ~7;
    return new LittleEndian()
        .two(type)
        .two(length)
        .zeros(4)
        .raw(body)
        .zeros(length - body.length)
        .bytes();
  }

  /** An object's header (version 1) of these messages. */
  static byte[] header(List<Hdf5Message> messages) {
    LittleEndian all = new LittleEndian();
    messages.forEach(message -> all.raw(message.encoded()));
    return new LittleEndian()
        .one(1, 0)
        .two(messages.size())
        .four(1)
        .four(all.size())
        .zeros(4)
        .raw(all.bytes())
        .bytes();
  }

  private static byte[] space(List<Long> shape) {
    LittleEndian space = new LittleEndian().one(1, shape.size(), 0, 0).zeros(4);
    shape.forEach(space::eight);
    return space.bytes();
  }

  private static byte[] int32() {
    return whole(0x08, INT32_BYTES);
  }

  private static byte[] whole(int sign, int bytes) {
    return new LittleEndian().raw(type(0x10, sign, bytes)).two(0).two(Byte.SIZE * bytes).bytes();
  }

  private static byte[] reference() {
    return type(0x17, 0, REFERENCE_BYTES);
  }

  private static byte[] type(int classAndVersion, int bits, int size) {
    return new LittleEndian().one(classAndVersion, bits, 0, 0).four(size).bytes();
  }
}
