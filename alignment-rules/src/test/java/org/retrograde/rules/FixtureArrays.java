// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.data.Batch;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;

/** An {@code arrays.npz} whose arrays are taken one by one, so that none is overlooked. */
final class FixtureArrays {

  private final Map<String, NamedArray> rest;

  FixtureArrays(Path folder) {
    rest = new LinkedHashMap<>(Npz.read(folder.resolve("arrays.npz")));
  }

  NamedArray take(String name) {
    NamedArray array = rest.remove(name);
    if (array == null) {
      throw new IllegalArgumentException("no array '" + name + "'");
    }
    return array;
  }

  /** Takes every array whose name has the prefix, under the rest of its name. */
  Map<String, NamedArray> takeAll(String prefix) {
    Map<String, NamedArray> taken = new LinkedHashMap<>();
    for (String name : List.copyOf(rest.keySet())) {
      if (name.startsWith(prefix)) {
        taken.put(name.substring(prefix.length()), take(name));
      }
    }
    return taken;
  }

  void requireNothingLeft() {
    if (!rest.isEmpty()) {
      throw new AssertionError("arrays that the test does not know: " + rest.keySet());
    }
  }

  /** Takes images and labels. */
  List<Batch> takeBatches(FixtureCase fixture) {
    NamedArray images = take("x");
    NamedArray labels = take("labels");
    requireLeading(images, fixture);
    requireLeading(labels, fixture);
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < fixture.steps(); step++) {
      float[] pixels = slice(images, step, fixture.steps());
      batches.add(
          new Batch(
              pixels,
              classes(slice(labels, step, fixture.steps()), fixture.batch()),
              fixture.batch()));
    }
    return batches;
  }

  private static void requireLeading(NamedArray array, FixtureCase fixture) {
    List<Long> expected = List.of((long) fixture.steps(), (long) fixture.batch());
    if (!array.shape().subList(0, 2).equals(expected)) {
      throw new IllegalArgumentException(
          "shape " + array.shape() + ", expected it to start with " + expected);
    }
  }

  private static float[] slice(NamedArray array, int index, int count) {
    double[] values = doubles(array);
    int length = values.length / count;
    float[] slice = new float[length];
    for (int i = 0; i < length; i++) {
      slice[i] = (float) values[index * length + i];
    }
    return slice;
  }

  private static int[] classes(float[] oneHot, int batch) {
    int[] classes = new int[batch];
    int count = oneHot.length / batch;
    for (int image = 0; image < batch; image++) {
      classes[image] = classOf(Arrays.copyOfRange(oneHot, image * count, (image + 1) * count));
    }
    return classes;
  }

  private static int classOf(float[] row) {
    int found = -1;
    for (int i = 0; i < row.length; i++) {
      boolean one = row[i] == 1;
      if ((!one && row[i] != 0) || (one && found >= 0)) {
        throw new IllegalArgumentException("a label that is not one-hot: " + Arrays.toString(row));
      }
      found = one ? i : found;
    }
    if (found < 0) {
      throw new IllegalArgumentException("a label that is not one-hot: " + Arrays.toString(row));
    }
    return found;
  }

  static double[] doubles(NamedArray array) {
    if (array.values() instanceof double[] doubles) {
      return doubles;
    }
    float[] floats = (float[]) array.values();
    double[] values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return values;
  }
}
