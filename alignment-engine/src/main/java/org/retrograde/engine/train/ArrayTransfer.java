// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.checkpoint.NamedArray;

/** Copies between native buffers and Java arrays. */
final class ArrayTransfer {

  private ArrayTransfer() {}

  static void write(double[] values, INDArray target) {
    target.assign(
        Nd4j.createFromArray(values).castTo(target.dataType()).reshape('c', target.shape()));
  }

  static void write(float[] values, INDArray target) {
    target.assign(
        Nd4j.createFromArray(values).castTo(target.dataType()).reshape('c', target.shape()));
  }

  static void write(NamedArray array, INDArray target) {
    Object values = array.values();
    if (values instanceof float[] floats) {
      write(floats, target);
    } else if (values instanceof double[] doubles) {
      write(doubles, target);
    } else {
      target.assign(Nd4j.createFromArray((long[]) values).reshape('c', target.shape()));
    }
  }

  static NamedArray read(INDArray source) {
    List<Long> shape = Arrays.stream(source.shape()).boxed().toList();
    INDArray contiguous = source.dup('c');
    if (source.dataType() == DataType.DOUBLE) {
      return new NamedArray(shape, contiguous.data().asDouble());
    }
    return source.dataType() == DataType.FLOAT
        ? new NamedArray(shape, contiguous.data().asFloat())
        : new NamedArray(shape, contiguous.data().asLong());
  }
}
