// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.HostMemory;

/**
 * One number a channel, or a class, copied out of a native buffer and back: on so few numbers a
 * native call costs more than the arithmetic.
 */
final class ChannelRow {

  private final double[] values;
  private final float[] floats;
  private final boolean single;
  private final INDArray array;

  ChannelRow(INDArray array) {
    values = new double[Math.toIntExact(array.length())];
    floats = new float[values.length];
    single = array.dataType() == DataType.FLOAT;
    this.array = array;
  }

  /**
   * The numbers as last read or computed; changing them changes no buffer before {@link #store}.
   */
  double[] values() {
    return values;
  }

  double[] load() {
    Pointer address = HostMemory.of(array);
    if (single) {
      new FloatPointer(address).get(floats);
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
    } else {
      new DoublePointer(address).get(values);
    }
    return values;
  }

  void store() {
    Pointer address = HostMemory.of(array);
    if (single) {
      for (int i = 0; i < values.length; i++) {
        floats[i] = (float) values[i];
      }
      new FloatPointer(address).put(floats, 0, floats.length);
    } else {
      new DoublePointer(address).put(values, 0, values.length);
    }
    HostMemory.changed(array);
  }
}
