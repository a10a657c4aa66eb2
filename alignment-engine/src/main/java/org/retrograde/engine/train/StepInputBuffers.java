// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.random.RandomStream;

/** The buffers of what rules want anew in every step. */
final class StepInputBuffers {

  private final List<StepInput> inputs;
  private final long seed;
  private final Map<String, INDArray> buffers = new LinkedHashMap<>();

  StepInputBuffers(List<StepInput> inputs, DataType type, long seed) {
    this.inputs = inputs;
    this.seed = seed;
    for (StepInput input : inputs) {
      long[] shape = input.tensor().shape().stream().mapToLong(Integer::longValue).toArray();
      buffers.put(input.name(), Nd4j.create(type, shape));
    }
  }

  Map<String, INDArray> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /**
   * Fills the buffers for a step. The numbers follow from the seed and the step alone.
   *
   * @param step the number of steps done before
   * @param progress how far the run is
   */
  void fill(long step, Progress progress) {
    for (StepInput input : inputs) {
      INDArray buffer = java.util.Objects.requireNonNull(buffers.get(input.name()));
      if (input instanceof StepInput.Draws draws) {
        RandomStream stream = RandomStream.of(seed, "step-input/" + draws.name(), step);
        Draws.inStep(buffer, draws.distribution(), draws.fans(), stream);
      } else if (input instanceof StepInput.Coefficient coefficient) {
        buffer.putScalar(0, coefficient.course().at(progress.epoch(), progress.epochs()));
      }
    }
  }
}
