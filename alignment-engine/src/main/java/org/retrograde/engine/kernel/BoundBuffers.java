// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The buffers of one instruction, which stay where they are for the life of the program.
 *
 * @param inputs the inputs, contiguous and in row-major order
 * @param outputs the outputs, contiguous and in row-major order; none overlaps an input, but where
 *     {@link KernelLibrary#bind} allows it
 */
public record BoundBuffers(List<INDArray> inputs, List<INDArray> outputs) {

  /** Copies the lists. */
  public BoundBuffers {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns an input.
   *
   * @param index its place
   * @return the buffer
   */
  public INDArray input(int index) {
    return inputs.get(index);
  }

  /**
   * Returns an output.
   *
   * @param index its place
   * @return the buffer
   */
  public INDArray output(int index) {
    return outputs.get(index);
  }
}
