// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

/**
 * A library helped out by the reference library.
 *
 * @param library asked first
 */
public record WithReference(KernelLibrary library) {

  /**
   * Makes the kernel of an instruction.
   *
   * @param operation what to compute
   * @param buffers where from and where to
   * @return the kernel
   * @throws IllegalArgumentException if not even the reference library has the operation
   */
  public Kernel bind(Operation operation, BoundBuffers buffers) {
    return library
        .bind(operation, buffers)
        .or(() -> new Nd4jKernels().bind(operation, buffers))
        .orElseThrow(
            () -> new IllegalArgumentException("no library has '" + operation.label() + "'"));
  }
}
