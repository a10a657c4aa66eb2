// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The numbers are NumPy's. */
final class RandomStateTest {

  @Test
  void the_first_words_of_a_seed_are_numpys() {
    MersenneTwister words = new MersenneTwister(1);
    assertThat(Integer.toUnsignedLong(words.nextWord())).isEqualTo(1791095845L);
    assertThat(Integer.toUnsignedLong(words.nextWord())).isEqualTo(4282876139L);
    assertThat(Integer.toUnsignedLong(words.nextWord())).isEqualTo(3093770124L);
    assertThat(Integer.toUnsignedLong(new MersenneTwister(0).nextWord())).isEqualTo(2357136044L);
  }

  @Test
  void permutations_are_numpys() {
    assertThat(new RandomState(1).permutation(10)).containsExactly(2, 9, 6, 4, 0, 3, 1, 7, 8, 5);
    assertThat(new RandomState(0).permutation(10)).containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
    assertThat(new RandomState(42).permutation(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
  }

  @Test
  void shuffles_of_trials_are_numpys() {
    int[] trials = {0, 1, 2, 3, 4, 5};
    new RandomState(1234).shuffle(trials);
    assertThat(trials).containsExactly(2, 1, 5, 0, 4, 3);
    assertThat(new RandomState(1236).permutation(6)).containsExactly(2, 4, 0, 1, 5, 3);
  }

  @Test
  void numbers_from_the_unit_interval_are_numpys() {
    RandomState random = new RandomState(1);
    assertThat(random.uniform()).isEqualTo(0.417022004702574);
    assertThat(random.uniform()).isEqualTo(0.7203244934421581);
    assertThat(random.uniform()).isEqualTo(0.00011437481734488664);
  }

  @Test
  void a_choice_has_no_value_twice() {
    int[] chosen = new RandomState(3).choice(new int[] {7, 8, 9, 10}, 3);
    assertThat(Set.of(7, 8, 9, 10)).contains(chosen[0], chosen[1], chosen[2]);
    assertThat(chosen).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void an_interval_includes_both_ends_and_one_of_length_zero_draws_nothing() {
    RandomState random = new RandomState(5);
    assertThat(random.interval(0)).isZero();
    assertThat(random.interval(3)).isEqualTo(new RandomState(5).interval(3));
    Set<Integer> seen = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(random.interval(4));
    }
    assertThat(seen).containsExactly(0, 1, 2, 3, 4);
  }
}
