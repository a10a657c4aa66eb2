// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.score.PairedComparison;

/**
 * A network's best layer less another's, on the same stimuli and neuroids.
 *
 * @param region the region; empty for all neuroids
 * @param first the network that is taken off
 * @param second the other
 * @param difference second less first
 */
public record NetworkComparison(
    String region, String first, String second, PairedComparison difference) {

  /**
   * Compares every network with the first.
   *
   * @param scores the networks
   * @param draws samples of the bootstrap over neuroids
   * @return one a region and network; none for similarities
   */
  public static List<NetworkComparison> of(List<NetworkScore> scores, int draws) {
    List<NetworkComparison> all = new ArrayList<>();
    for (NetworkScore other : scores.subList(Math.min(1, scores.size()), scores.size())) {
      for (int i = 0; i < other.regions().size(); i++) {
        RegionScore one = scores.get(0).regions().get(i);
        RegionScore two = other.regions().get(i);
        if (one.detail().isPresent() && two.detail().isPresent()) {
          PairedComparison difference =
              PairedComparison.of(
                  two.detail().get(),
                  one.detail().get(),
                  draws,
                  RandomStream.of(NetworkScoring.SEED, "neural/compared", i));
          all.add(
              new NetworkComparison(one.region(), scores.get(0).name(), other.name(), difference));
        }
      }
    }
    return all;
  }
}
