// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.Optional;

/**
 * A library of numerical kernels.
 *
 * <p>Found by {@link java.util.ServiceLoader}; needs a public constructor without parameters. A
 * library may leave operations to the reference library {@code nd4j}, which has them all.
 */
public interface KernelLibrary {

  /**
   * Returns the name users write.
   *
   * @return lower-case words joined by hyphens
   */
  String id();

  /**
   * Returns what the library is.
   *
   * @return one line
   */
  String description();

  /**
   * Tells why the library cannot serve on this machine.
   *
   * @return the reason in one line, empty if it can
   */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * Makes the kernel of an instruction.
   *
   * @param operation what to compute
   * @param buffers where from and where to
   * @return the kernel, empty if the library does not have the operation for these buffers
   */
  Optional<Kernel> bind(Operation operation, BoundBuffers buffers);
}
