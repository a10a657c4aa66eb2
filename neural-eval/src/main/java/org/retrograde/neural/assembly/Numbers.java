// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How HDF5 keeps numbers of one type. */
final class Numbers {

  private final boolean floating;
  private final boolean signed;
  private final int width;
  private final ByteOrder order;

  Numbers(DataType type) {
    width = type.getSize();
    if (type instanceof FloatingPoint point) {
      floating = true;
      signed = true;
      order = point.getByteOrder();
    } else {
      floating = false;
      signed = ((FixedPoint) type).isSigned();
      order = ((FixedPoint) type).getByteOrder();
    }
  }

  double[] decode(ByteBuffer bytes, int count) {
    ByteBuffer buffer = bytes.order(order);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = floating ? decimal(buffer) : whole(buffer);
    }
    return numbers;
  }

  byte[] encode(Number number) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(order);
    if (floating && width == Float.BYTES) {
      return java.util.Arrays.copyOf(buffer.putFloat(number.floatValue()).array(), width);
    }
    if (floating) {
      return buffer.putDouble(number.doubleValue()).array();
    }
    buffer.putLong(number.longValue());
    int from = order == ByteOrder.BIG_ENDIAN ? Long.BYTES - width : 0;
    return java.util.Arrays.copyOfRange(buffer.array(), from, from + width);
  }

  private double decimal(ByteBuffer buffer) {
    return switch (width) {
      case Short.BYTES -> FloatingPoint.toFloat(buffer.getShort());
      case Float.BYTES -> buffer.getFloat();
      default -> buffer.getDouble();
    };
  }

  /** An unsigned number of 64 bits is taken as signed; no count goes that far. */
  private double whole(ByteBuffer buffer) {
    return switch (width) {
      case 1 -> signed ? buffer.get() : Byte.toUnsignedInt(buffer.get());
      case Short.BYTES -> signed ? buffer.getShort() : Short.toUnsignedInt(buffer.getShort());
      case Integer.BYTES -> signed ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
      default -> buffer.getLong();
    };
  }
}
