// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.checkpoint.NamedArray;

final class ValuesTest {

  @Test
  void a_dense_W_becomes_a_B_by_transposition_and_back() {
    NamedArray w = new NamedArray(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6});
    NamedArray b = Values.betweenWeightAndFeedback(w);
    assertThat(b.shape()).containsExactly(3L, 2L);
    assertThat(Values.of(b)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Values.of(Values.betweenWeightAndFeedback(b))).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void a_kernel_stays_as_it_is() {
    NamedArray w = new NamedArray(List.of(1L, 1L, 2L, 1L), new double[] {1, 2});
    assertThat(Values.of(Values.betweenWeightAndFeedback(w))).containsExactly(1, 2);
    assertThat(Values.of(new NamedArray(List.of(2L), new long[] {3, 4}))).containsExactly(3, 4);
  }
}
