// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

/**
 * Walks what two row-major arrays have in common, in the longest runs that are contiguous in both.
 */
final class Runs {

  /** Takes a run. */
  @FunctionalInterface
  interface Copier {
    void copy(int source, int target, int count);
  }

  private Runs() {}

  /** Visits each run of the common part. */
  static void copy(Box source, Box target, Box common, Copier copier) {
    int rank = common.from().size();
    if (rank == 0) {
      copier.copy(0, 0, 1);
      return;
    }
    long[] sourceSteps = Box.strides(source.lengths());
    long[] targetSteps = Box.strides(target.lengths());
    int[] at = common.from().stream().mapToInt(n -> n).toArray();
    int last = rank - 1;
    int run = common.length(last);
    while (last > 0 && isWhole(source, common, last) && isWhole(target, common, last)) {
      last--;
      run *= common.length(last);
    }
    do {
      long from = 0;
      long to = 0;
      for (int i = 0; i < rank; i++) {
        from += (at[i] - source.from(i)) * sourceSteps[i];
        to += (at[i] - target.from(i)) * targetSteps[i];
      }
      copier.copy(Math.toIntExact(from), Math.toIntExact(to), run);
    } while (advance(at, common, last - 1));
  }

  private static boolean isWhole(Box array, Box common, int axis) {
    return array.length(axis) == common.length(axis);
  }

  private static boolean advance(int[] at, Box common, int last) {
    for (int axis = last; axis >= 0; axis--) {
      if (++at[axis] < common.end(axis)) {
        return true;
      }
      at[axis] = common.from(axis);
    }
    return false;
  }
}
