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

  private final Kernel[] once;
  private final Kernel[] kernels;
  private final Map<String, INDArray> values;
  private final List<INDArray> owned;
  private boolean fresh;

  Program(
      List<Kernel> once, List<Kernel> kernels, Map<String, INDArray> values, List<INDArray> owned) {
    this.once = once.toArray(Kernel[]::new);
    this.kernels = kernels.toArray(Kernel[]::new);
    this.values = Map.copyOf(values);
    this.owned = List.copyOf(owned);
  }

  /** Says that an invariant has changed: the next run computes anew what follows from them. */
  public void refresh() {
    fresh = false;
  }

  /** Runs every kernel once, in order; those that follow from invariants only if these changed. */
  public void run() {
    if (!fresh) {
      runAll(once);
      fresh = true;
    }
    runAll(kernels);
  }

  /**
   * Runs the program and measures each kernel.
   *
   * @param seconds the time of each kernel is added here, those that run once first, in the order
   *     of {@link Plan#instructions()}; as long as that
   */
  public void profile(double[] seconds) {
    for (int i = 0; i < once.length + kernels.length; i++) {
      Kernel kernel = i < once.length ? once[i] : kernels[i - once.length];
      long start = System.nanoTime();
      kernel.run();
      if (i < seconds.length) {
        seconds[i] += (System.nanoTime() - start) / 1e9;
      }
    }
    fresh = true;
  }

  private static void runAll(Kernel[] kernels) {
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  /**
   * Returns the buffer of a variable.
   *
   * @param variable the name of an input, a target or an output
   * @return the buffer, which the next run overwrites
   * @throws IllegalArgumentException if the program was not asked for the variable
   */
  public INDArray value(String variable) {
    INDArray array = values.get(variable);
    if (array == null) {
      throw new IllegalArgumentException("the program does not keep '" + variable + "'");
    }
    return array;
  }

  /** Frees the program's own buffers; it cannot run afterwards. */
  @Override
  public void close() {
    owned.stream().filter(array -> !array.wasClosed()).forEach(INDArray::close);
  }
}
