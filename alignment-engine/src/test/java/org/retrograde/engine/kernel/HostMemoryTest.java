// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HostMemoryTest {

  @Test
  void what_an_operation_wrote_is_read() {
    INDArray array = Nd4j.createFromArray(1f, 2f, 3f);
    array.addi(10);

    float[] values = new float[3];
    new FloatPointer(HostMemory.of(array)).get(values);

    assertThat(values).containsExactly(11, 12, 13);
  }

  @Test
  void an_operation_reads_what_was_changed() {
    INDArray array = Nd4j.createFromArray(1f, 2f, 3f);
    array.addi(10);

    new FloatPointer(HostMemory.of(array)).put(4f, 5f, 6f);
    HostMemory.changed(array);

    assertThat(array.mul(2).toFloatVector()).containsExactly(8, 10, 12);
  }

  @Test
  void a_part_of_an_array_is_found_where_it_begins() {
    INDArray array = Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f, 6f).reshape('c', 2, 3);

    assertThat(new FloatPointer(HostMemory.of(array.getRow(1))).get()).isEqualTo(4);
  }
}
