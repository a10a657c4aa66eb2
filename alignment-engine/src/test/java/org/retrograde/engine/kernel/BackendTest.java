// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class BackendTest {

  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String NATIVE = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  @Test
  void what_is_installed_is_what_nd4j_starts() {
    assertThat(Backend.installed())
        .isEqualTo(Backend.of(List.of(Nd4j.getBackend().getClass().getName())));
  }

  @Test
  void each_backend_is_known_by_its_class() {
    assertThat(Backend.of(List.of(NATIVE))).isEqualTo(Backend.PROCESSOR);
    assertThat(Backend.of(List.of(CUDA))).isEqualTo(Backend.CARDS);
  }

  @Test
  void cards_come_first_as_in_nd4j() {
    assertThat(Backend.of(List.of(NATIVE, CUDA))).isEqualTo(Backend.CARDS);
  }
}
