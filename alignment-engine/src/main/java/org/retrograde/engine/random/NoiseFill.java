// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.random;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.kernel.HostMemory;

/**
 * Fills buffers with independent random numbers.
 *
 * <p>One number of the stream is the key; element i depends on the key and i alone. So the numbers
 * do not depend on threads, and a stream derived from (seed, purpose, step) gives the same noise
 * whatever happened before.
 */
public final class NoiseFill {

  private static final int CHUNK = 1 << 14;

  private NoiseFill() {}

  /**
   * Overwrites an array by normal numbers of mean 0.
   *
   * @param target FLOAT or DOUBLE, contiguous and row-major
   * @param deviation the standard deviation, at least 0
   * @param stream where the key is drawn; it moves on by one number
   * @throws IllegalArgumentException if the deviation is negative or not finite, or the array is of
   *     another type or layout
   */
  public static void normal(INDArray target, double deviation, RandomStream stream) {
    if (!(deviation >= 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException("a deviation is at least 0, found " + deviation);
    }
    Ziggurat ziggurat = new Ziggurat();
    fill(target, bits -> deviation * ziggurat.normal(bits), stream);
  }

  /**
   * Overwrites an array by numbers between two bounds, all equally likely.
   *
   * @param target FLOAT or DOUBLE, contiguous and row-major
   * @param low the least number
   * @param high the bound above, at least {@code low}; rounding may reach it
   * @param stream where the key is drawn; it moves on by one number
   * @throws IllegalArgumentException if the bounds are not finite or in the wrong order, or the
   *     array is of another type or layout
   */
  public static void uniform(INDArray target, double low, double high, RandomStream stream) {
    double width = high - low;
    if (!(width >= 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException("bounds from low to high, found " + low + ", " + high);
    }
    fill(target, bits -> low + width * Bits.unit(bits), stream);
  }

  private static void fill(INDArray target, LongToDoubleFunction draw, RandomStream stream) {
    requireLayout(target);
    long key = stream.nextLong();
    long length = target.length();
    Pointer start = HostMemory.of(target);
    boolean single = target.dataType() == DataType.FLOAT;
    LongStream.range(0, (length + CHUNK - 1) / CHUNK)
        .parallel()
        .map(chunk -> chunk * CHUNK)
        .forEach(
            from -> {
              int count = (int) Math.min(CHUNK, length - from);
              if (single) {
                new FloatPointer(start).position(from).put(floats(key, from, count, draw));
              } else {
                new DoublePointer(start).position(from).put(doubles(key, from, count, draw));
              }
            });
    HostMemory.changed(target);
  }

  private static float[] floats(long key, long from, int count, LongToDoubleFunction draw) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) draw.applyAsDouble(bits(key, from + i));
    }
    return values;
  }

  private static double[] doubles(long key, long from, int count, LongToDoubleFunction draw) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = draw.applyAsDouble(bits(key, from + i));
    }
    return values;
  }

  private static long bits(long key, long index) {
    return Bits.mix(key + (index + 1) * Bits.GAMMA);
  }

  private static void requireLayout(INDArray target) {
    DataType type = target.dataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("noise is FLOAT or DOUBLE, found " + type);
    }
    if (!isRowMajor(target)) {
      throw new IllegalArgumentException("noise fills contiguous arrays in row-major order");
    }
  }

  /** Not by the array's own order, which is arbitrary for rows. */
  private static boolean isRowMajor(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }
}
