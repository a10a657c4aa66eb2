// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural;

import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.ceiling.Repetitions;

/** A set of data that a formula makes, and that references have been computed of. */
public final class SetB {

  private static final int STIMULI = 60;
  private static final int UNITS = 8;
  private static final int NEUROIDS = 3;
  private static final int TRIALS = 6;

  private SetB() {}

  public static Matrix x() {
    Matrix x = Matrix.zeros(STIMULI, UNITS);
    for (int i = 0; i < STIMULI; i++) {
      for (int j = 0; j < UNITS; j++) {
        x.set(i, j, (37 * i + 101 * j * j + 13 * i * j + 5 * i * i) % 97 - 48);
      }
    }
    return x;
  }

  public static Repetitions trials() {
    return new Repetitions(IntStream.range(0, TRIALS).mapToObj(SetB::trial).toList());
  }

  private static Matrix trial(int r) {
    Matrix x = x();
    Matrix y = Matrix.zeros(STIMULI, NEUROIDS);
    for (int i = 0; i < STIMULI; i++) {
      for (int k = 0; k < NEUROIDS; k++) {
        double signal = 4 * ((31 * i * i + 17 * i * k + 7 * k) % 89 - 44);
        for (int j = 0; j < UNITS; j++) {
          signal += x.at(i, j) * ((j + 2 * k) % 5 - 2);
        }
        int noise = 53 * i * (r + 1) + 29 * r * r + 11 * k + 7 * i * i * (r + 2) + 3 * i * k * r;
        y.set(i, k, signal + 4 * (noise % 101 - 50));
      }
    }
    return y;
  }

  public static Matrix y() {
    return trials().average(IntStream.range(0, TRIALS).toArray());
  }

  /** One stratum for ten rows. */
  public static List<String> strata() {
    return IntStream.range(0, STIMULI).mapToObj(i -> "o" + i / 10).toList();
  }

  /** Ids whose order is that of the rows. */
  public static List<String> ids() {
    return IntStream.range(0, STIMULI).mapToObj(i -> String.format("s%02d", i)).toList();
  }

  public static List<String> neuroids() {
    return List.of("a", "b", "c");
  }
}
