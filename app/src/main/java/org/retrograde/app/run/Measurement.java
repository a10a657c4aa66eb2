// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What some work costs that was done several times.
 *
 * @param minSeconds its shortest duration
 * @param medianSeconds its median duration
 * @param heapBytes what it allocates on the Java heap each time, on the thread that calls it, in
 *     bytes; empty where the JVM does not count
 */
public record Measurement(double minSeconds, double medianSeconds, OptionalLong heapBytes) {

  private static final int WARM_UP = 3;

  /** Does the work three times without counting, and then some times that count. */
  static Measurement of(int counted, Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    double[] seconds = new double[counted];
    OptionalLong before = Machine.allocatedBytes();
    for (int i = 0; i < counted; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    OptionalLong after = Machine.allocatedBytes();
    Arrays.sort(seconds);
    OptionalLong heapBytes =
        before.isPresent() && after.isPresent()
            ? OptionalLong.of((after.getAsLong() - before.getAsLong()) / counted)
            : OptionalLong.empty();
    return new Measurement(seconds[0], medianOfSorted(seconds), heapBytes);
  }

  /** Shares the cost out among equal parts of the work. */
  Measurement per(int parts) {
    OptionalLong bytes =
        heapBytes.isPresent()
            ? OptionalLong.of(heapBytes.getAsLong() / parts)
            : OptionalLong.empty();
    return new Measurement(minSeconds / parts, medianSeconds / parts, bytes);
  }

  private static double medianOfSorted(double[] seconds) {
    int half = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2;
  }
}
