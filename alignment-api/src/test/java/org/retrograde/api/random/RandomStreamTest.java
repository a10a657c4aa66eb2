// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {

  private static final int MANY = 100_000;

  @Test
  void seed_purpose_and_index_each_make_another_stream() {
    long first = RandomStream.of(1, "order", 0).nextLong();
    assertThat(RandomStream.of(1, "order", 0).nextLong()).isEqualTo(first);
    assertThat(RandomStream.of(2, "order", 0).nextLong()).isNotEqualTo(first);
    assertThat(RandomStream.of(1, "ordes", 0).nextLong()).isNotEqualTo(first);
    assertThat(RandomStream.of(1, "order", 1).nextLong()).isNotEqualTo(first);
  }

  @Property
  void a_stream_goes_on_from_any_saved_position(
      @ForAll long seed, @ForAll @IntRange(max = 50) int drawn) {
    RandomStream stream = RandomStream.of(seed, "x", 3);
    for (int i = 0; i < drawn; i++) {
      stream.nextGaussian();
    }
    RandomStream other = RandomStream.of(seed, "x", 3);
    other.moveTo(stream.position());
    assertThat(other.nextLong()).isEqualTo(stream.nextLong());
  }

  /**
   * The standard error of a mean of 100,000 is 0.0009 for uniform and 0.0032 for normal numbers;
   * five of them fit.
   */
  @Test
  void numbers_have_the_moments_of_their_distributions() {
    RandomStream stream = RandomStream.of(7, "moments", 0);
    double[] uniform = DoubleStream.generate(stream::nextDouble).limit(MANY).toArray();
    assertThat(DoubleStream.of(uniform).average().orElseThrow()).isBetween(0.4955, 0.5045);
    assertThat(DoubleStream.of(uniform).map(u -> (u - 0.5) * (u - 0.5)).average().orElseThrow())
        .isBetween(1 / 12.0 - 0.0012, 1 / 12.0 + 0.0012);
    double[] normal = DoubleStream.generate(stream::nextGaussian).limit(MANY).toArray();
    assertThat(DoubleStream.of(normal).average().orElseThrow()).isBetween(-0.016, 0.016);
    assertThat(DoubleStream.of(normal).map(z -> z * z).average().orElseThrow())
        .isBetween(0.977, 1.023);
  }

  @Property
  void a_permutation_holds_every_number_once(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int size) {
    assertThat(RandomStream.of(seed, "order", 0).permutation(size))
        .containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
  }

  @Test
  void whole_numbers_fill_their_range_evenly() {
    RandomStream stream = RandomStream.of(1, "dice", 0);
    int[] counts = new int[6];
    for (int i = 0; i < MANY; i++) {
      counts[stream.nextInt(6)]++;
    }
    // Expected 16,667 each with a standard deviation of 118.
    assertThat(IntStream.of(counts)).allMatch(count -> count > 16_000 && count < 17_300);
    assertThatThrownBy(() -> stream.nextInt(0)).hasMessageContaining("0");
  }
}
