// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.engine.compile.Program;

/** Measures the kernels of a program one by one. */
final class KernelTimes {

  /** Runs that load code and warm caches. */
  private static final int WARM_UP = 2;

  private KernelTimes() {}

  /** The median over some runs of the seconds of each kernel, after runs that do not count. */
  static List<Double> medians(Program program, int kernels, int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("there is at least 1 run, found " + runs);
    }
    for (int i = 0; i < WARM_UP; i++) {
      program.profile(new double[kernels]);
    }
    double[][] seconds = new double[runs][kernels];
    for (double[] run : seconds) {
      program.profile(run);
    }
    return IntStream.range(0, kernels)
        .mapToObj(i -> median(Arrays.stream(seconds).mapToDouble(run -> run[i]).toArray()))
        .toList();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
