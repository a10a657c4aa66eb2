// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;

/**
 * A flat list of kernels over buffers that stay where they are.
 *
 * <p>Not safe for use by several threads.
 */
public final class Program implements AutoCloseable {

  private final Kernel[] kernels;
  private final List<String> listing;
  private final Map<String, INDArray> values;
  private final List<INDArray> owned;

  Program(
      List<Kernel> kernels,
      List<String> listing,
      Map<String, INDArray> values,
      List<INDArray> owned) {
    this.kernels = kernels.toArray(Kernel[]::new);
    this.listing = List.copyOf(listing);
    this.values = Map.copyOf(values);
    this.owned = List.copyOf(owned);
  }

  /** Runs every kernel once, in order. */
  public void run() {
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  /**
   * Returns the buffer of a variable.
   *
   * @param variable the name of an input, a target, an output or an intermediate value
   * @return the buffer, which the next run overwrites
   * @throws IllegalArgumentException if the program does not compute the variable
   */
  public INDArray value(String variable) {
    INDArray array = values.get(variable);
    if (array == null) {
      throw new IllegalArgumentException("the program does not compute '" + variable + "'");
    }
    return array;
  }

  /**
   * Tells whether the program computes a variable.
   *
   * @param variable the variable's name
   * @return whether {@link #value} has its buffer
   */
  public boolean computes(String variable) {
    return values.containsKey(variable);
  }

  /**
   * Returns the memory of the program's own buffers; those of the caller are not counted.
   *
   * @return bytes
   */
  public long plannedBytes() {
    return owned.stream().mapToLong(array -> array.length() * array.dataType().width()).sum();
  }

  /** Frees the program's own buffers; it cannot run afterwards. */
  @Override
  public void close() {
    owned.stream().filter(array -> !array.wasClosed()).forEach(INDArray::close);
  }

  /**
   * Returns one line for each kernel.
   *
   * @return the operation with its outputs and their shapes
   */
  public List<String> listing() {
    return listing;
  }
}
