// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Backend;

class OneDnnObstacleTest {

  @Test
  void it_leaves_arrays_on_cards_alone() {
    OneDnnKernels kernels = new OneDnnKernels(false, () -> Backend.CARDS);

    assertThat(kernels.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("on a card"));
    assertThat(kernels.withNarrowProducts()).isEmpty();
  }
}
