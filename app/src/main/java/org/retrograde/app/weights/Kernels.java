// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.weights;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.engine.checkpoint.NamedArray;

/** Joins and parts kernels {@code [kh, kw, in, out]} along their input channels. */
final class Kernels {

  private static final int INPUTS = 2;

  private Kernels() {}

  static NamedArray join(List<NamedArray> parts, List<Long> shape) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    float[] joined = new float[Math.toIntExact(size(shape))];
    int to = 0;
    int[] from = new int[parts.size()];
    while (to < joined.length) {
      for (int i = 0; i < parts.size(); i++) {
        int row = row(parts.get(i).shape());
        System.arraycopy(floats(parts.get(i)), from[i], joined, to, row);
        from[i] += row;
        to += row;
      }
    }
    return new NamedArray(shape, joined);
  }

  static List<NamedArray> part(NamedArray whole, List<List<Long>> shapes) {
    if (shapes.size() == 1) {
      return List.of(whole);
    }
    float[] values = floats(whole);
    List<float[]> parts = new ArrayList<>();
    shapes.forEach(shape -> parts.add(new float[Math.toIntExact(size(shape))]));
    int from = 0;
    int[] to = new int[parts.size()];
    while (from < values.length) {
      for (int i = 0; i < parts.size(); i++) {
        int row = row(shapes.get(i));
        System.arraycopy(values, from, parts.get(i), to[i], row);
        to[i] += row;
        from += row;
      }
    }
    List<NamedArray> arrays = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      arrays.add(new NamedArray(shapes.get(i), parts.get(i)));
    }
    return arrays;
  }

  /** What belongs to one pixel of the kernel. */
  private static int row(List<Long> shape) {
    return Math.toIntExact(size(shape.subList(INPUTS, shape.size())));
  }

  private static long size(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  private static float[] floats(NamedArray array) {
    if (array.values() instanceof float[] floats) {
      return floats;
    }
    double[] doubles = (double[]) array.values();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
