// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.retrograde.api.graph.Network;

final class CifarResNetPropertiesTest {

  @Property(tries = 30)
  void depth_is_the_number_of_layers_with_weights_and_size_never_changes_the_parameters(
      @ForAll @IntRange(min = 1, max = 4) int n,
      @ForAll @IntRange(min = 1, max = 9) int filters,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width) {
    Network network =
        Networks.build(
            new CifarResNetArchitecture(),
            Map.of("depth", 6 * n + 2, "filters", filters),
            Networks.images(height, width, 3),
            10);
    assertThat(network.synapses()).hasSize(6 * n + 2);
    assertThat(network.logits().shape()).isEqualTo(List.of(2, 10));
    assertThat(network.parameterCount()).isEqualTo(count(n, filters));
  }

  /**
   * He et al. 2015, section 4.2, counted group by group; w filters, 2 values a normalised channel.
   */
  private static long count(long n, long w) {
    long stem = 9 * 3 * w + 2 * w;
    long first = 2 * n * (9 * w * w + 2 * w);
    long second = 9 * w * 2 * w + (2 * n - 1) * 9 * 4 * w * w + 2 * n * 4 * w;
    long third = 9 * 2 * w * 4 * w + (2 * n - 1) * 9 * 16 * w * w + 2 * n * 8 * w;
    return stem + first + second + third + 4 * w * 10 + 10;
  }
}
