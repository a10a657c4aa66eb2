// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

/** One instruction bound to its buffers. */
@FunctionalInterface
public interface Kernel {

  /** Reads the input buffers and overwrites the output buffers. */
  void run();
}
