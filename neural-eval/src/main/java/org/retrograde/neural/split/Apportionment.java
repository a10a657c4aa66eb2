// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many of each class a sample of a given size has: the mode of the multivariate hypergeometric
 * distribution, as scikit-learn's {@code _approximate_mode} finds it. What rounding leaves over
 * goes to the largest remainders, drawn among equal ones.
 */
final class Apportionment {

  private Apportionment() {}

  static int[] draw(int[] counts, int size, RandomState random) {
    // Divided first, then multiplied: remainders are compared for equality below.
    double total = Arrays.stream(counts).sum();
    double[] exact = Arrays.stream(counts).mapToDouble(count -> count / total * size).toArray();
    int[] shares = Arrays.stream(exact).mapToInt(share -> (int) Math.floor(share)).toArray();
    double[] remainders =
        IntStream.range(0, shares.length).mapToDouble(c -> exact[c] - shares[c]).toArray();
    int missing = size - Arrays.stream(shares).sum();
    double[] values = Arrays.stream(remainders).distinct().sorted().toArray();
    for (int v = values.length - 1; v >= 0 && missing > 0; v--) {
      double value = values[v];
      int[] tied = IntStream.range(0, shares.length).filter(c -> remainders[c] == value).toArray();
      int added = Math.min(tied.length, missing);
      for (int c : random.choice(tied, added)) {
        shares[c]++;
      }
      missing -= added;
    }
    return shares;
  }
}
