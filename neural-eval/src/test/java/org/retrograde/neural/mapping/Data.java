// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.linear.DenseActivations;

/** What mappings are tried on. */
final class Data {

  private Data() {}

  /** A small set that a formula makes, with a constant unit. */
  static Matrix smallX() {
    Matrix x = Matrix.zeros(12, 5);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 5; j++) {
        x.set(i, j, (7 * i + 3 * j * j + i * j) % 11 - 5);
      }
    }
    return x;
  }

  static Matrix smallY() {
    Matrix y = Matrix.zeros(12, 3);
    for (int i = 0; i < 12; i++) {
      for (int k = 0; k < 3; k++) {
        y.set(i, k, (5 * i + 2 * k + i * i * (k + 1)) % 13 - 6);
      }
    }
    return y;
  }

  /** A larger set, with six noisy trials of which responses are the mean. */
  static Matrix largerX() {
    Matrix x = Matrix.zeros(60, 8);
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 8; j++) {
        x.set(i, j, (37 * i + 101 * j * j + 13 * i * j + 5 * i * i) % 97 - 48);
      }
    }
    return x;
  }

  static Matrix largerY() {
    Matrix x = largerX();
    Matrix y = Matrix.zeros(60, 3);
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < 3; k++) {
        double signal = 4 * ((31 * i * i + 17 * i * k + 7 * k) % 89 - 44);
        for (int j = 0; j < 8; j++) {
          signal += x.at(i, j) * ((j + 2 * k) % 5 - 2);
        }
        double sum = 0;
        for (int r = 0; r < 6; r++) {
          int noise = 53 * i * (r + 1) + 29 * r * r + 11 * k + 7 * i * i * (r + 2) + 3 * i * k * r;
          sum += signal + 4 * (noise % 101 - 50);
        }
        y.set(i, k, sum / 6);
      }
    }
    return y;
  }

  /** Independent normal numbers with other means and sizes in every column. */
  static Matrix random(int rows, int columns, long seed) {
    RandomStream random = RandomStream.of(seed, "data", columns);
    Matrix result = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result.set(i, j, (1 + j % 3) * random.nextGaussian() + j % 4);
      }
    }
    return result;
  }

  /** Linear in X, and noise. */
  static Matrix responses(Matrix x, int neuroids, double noise, long seed) {
    Matrix weights = random(x.columns(), neuroids, seed);
    Matrix y = org.retrograde.neural.linear.Blas.product(x, weights);
    Matrix added = random(x.rows(), neuroids, seed + 1);
    for (int at = 0; at < y.values().length; at++) {
      y.values()[at] += noise * added.values()[at];
    }
    return y;
  }

  static Mapping mapping(String id) {
    return ServiceLoader.load(Mapping.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(mapping -> mapping.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Mapping.Design prepare(String id, Activations x, int[] train, Map<String, ?> options) {
    Mapping mapping = mapping(id);
    return mapping.prepare(x, train, mapping.parameters().bind(options, KeyLocation.under(id)));
  }

  /** Fits to some rows of Y. */
  static Mapping.Fitted fit(String id, Matrix x, Matrix y, int[] train, Map<String, ?> options) {
    return prepare(id, new DenseActivations(x), train, options).fit(y.rows(train));
  }

  static Mapping.Fitted fit(String id, Matrix x, Matrix y, Map<String, ?> options) {
    return fit(id, x, y, all(x), options);
  }

  static int[] all(Matrix matrix) {
    return IntStream.range(0, matrix.rows()).toArray();
  }

  static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  static List<Double> numbers(Mapping.Fitted fitted, String name) {
    return fitted.notes().numbers().get(name);
  }

  static double[] row(double... values) {
    return Arrays.copyOf(values, values.length);
  }
}
