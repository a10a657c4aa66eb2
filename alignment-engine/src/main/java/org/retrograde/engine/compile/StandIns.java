// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.EnumMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays of the right shape for questions about shapes, cut from one scratch array a type. */
final class StandIns {

  private final Map<DataType, INDArray> scratch = new EnumMap<>(DataType.class);

  INDArray of(Value value) {
    return value.constant().orElseGet(() -> cut(value));
  }

  private INDArray cut(Value value) {
    if (value.shape().isEmpty()) {
      return Nd4j.scalar(value.type(), 0);
    }
    INDArray base = scratch.get(value.type());
    if (base == null || base.length() < value.size()) {
      base = Nd4j.createUninitialized(value.type(), 2 * value.size());
      scratch.put(value.type(), base);
    }
    return base.get(NDArrayIndex.interval(0, value.size())).reshape('c', value.lengths());
  }
}
