// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;

/**
 * The order in which NumPy's {@code argsort} leaves equal numbers, on which scikit-learn's groups
 * depend: quicksort around the median of three, and insertion where at most 16 elements are left.
 * Left out is NumPy's heap sort of arrays on which quicksort degenerates, and its vector
 * instructions, which leave equal numbers otherwise.
 */
final class UnstableOrder {

  private static final int SMALL = 15;

  private final int[] values;
  private final int[] order;

  private UnstableOrder(int[] values) {
    this.values = values;
    order = new int[values.length];
    Arrays.setAll(order, i -> i);
  }

  /** The places of the values, smallest value first. */
  static int[] ascending(int... values) {
    UnstableOrder sorting = new UnstableOrder(values);
    sorting.sort(0, values.length - 1);
    return sorting.order;
  }

  private void sort(int first, int last) {
    int from = first;
    int to = last;
    while (to - from > SMALL) {
      int middle = partition(from, to);
      // The larger part is left for the next round, so that few calls are nested.
      if (middle - from < to - middle) {
        sort(from, middle - 1);
        from = middle + 1;
      } else {
        sort(middle + 1, to);
        to = middle - 1;
      }
    }
    insert(from, to);
  }

  /** Returns the pivot's place, with nothing larger before and nothing smaller after it. */
  private int partition(int from, int to) {
    int middle = from + ((to - from) >> 1);
    swapIfLess(middle, from);
    swapIfLess(to, middle);
    swapIfLess(middle, from);
    int pivot = values[order[middle]];
    swap(middle, to - 1);
    int left = from;
    int right = to - 1;
    while (true) {
      do {
        left++;
      } while (values[order[left]] < pivot);
      do {
        right--;
      } while (pivot < values[order[right]]);
      if (left >= right) {
        swap(left, to - 1);
        return left;
      }
      swap(left, right);
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i <= to; i++) {
      int moved = order[i];
      int place = i;
      while (place > from && values[moved] < values[order[place - 1]]) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = moved;
    }
  }

  private void swapIfLess(int one, int other) {
    if (values[order[one]] < values[order[other]]) {
      swap(one, other);
    }
  }

  private void swap(int one, int other) {
    int kept = order[one];
    order[one] = order[other];
    order[other] = kept;
  }
}
