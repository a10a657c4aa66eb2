// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.Arrays;
import java.util.List;
import org.retrograde.engine.checkpoint.NamedArray;

/** The values of arrays as float64, and the two layouts of feedback weights. */
final class Values {

  private Values() {}

  static double[] of(NamedArray array) {
    if (array.values() instanceof double[] doubles) {
      return doubles;
    }
    if (array.values() instanceof long[] longs) {
      return Arrays.stream(longs).asDoubleStream().toArray();
    }
    float[] floats = (float[]) array.values();
    double[] values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return values;
  }

  /** An array laid out as W, laid out as B: transposed for dense layers. Its own inverse. */
  static NamedArray betweenWeightAndFeedback(NamedArray array) {
    double[] values = of(array);
    if (array.shape().size() != 2) {
      return new NamedArray(array.shape(), values);
    }
    int rows = Math.toIntExact(array.shape().get(0));
    int columns = Math.toIntExact(array.shape().get(1));
    double[] transposed = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return new NamedArray(List.of((long) columns, (long) rows), transposed);
  }
}
