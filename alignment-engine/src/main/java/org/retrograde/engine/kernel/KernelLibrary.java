// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

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
   * Tells whether the library computes a fused operation faster than its parts one by one. Asked by
   * the compiler before it fuses; the answer must not depend on whether the library can bind.
   *
   * @param operation an operation with an epilogue, a rectified one, or a joined one
   * @return whether to fuse
   */
  default boolean fuses(Operation operation) {
    return false;
  }

  /**
   * Returns how many numbers of its own the library keeps from a forward operation for its
   * gradient.
   *
   * @param operation a rectified batch norm or a pooling
   * @param input the shape of x
   * @param type the type of x
   * @return the length of a row of that type, 0 for none
   */
  default long notesLength(Operation operation, List<Long> input, DataType type) {
    return 0;
  }

  /**
   * Tells how the library wants an operand of a convolution, its adjoint or its filter gradient; of
   * Winograd's method, one of the kernels of one row.
   *
   * @param operation the operation, marked as packed
   * @param operand the place among the inputs, or {@link Packing#RESULT}
   * @param batch images in the operation
   * @param type the type of the operand's elements
   * @return how it is to be packed, empty if the library takes it as it is
   */
  default Optional<Packing> packing(Operation operation, int operand, long batch, DataType type) {
    return Optional.empty();
  }

  /**
   * Returns this library with the products of convolutions in bfloat16 and their sums in float32;
   * everything stays stored in float32.
   *
   * @return the library, empty if this machine or the library cannot do so faster
   */
  default Optional<KernelLibrary> withNarrowProducts() {
    return Optional.empty();
  }

  /**
   * Makes the kernel of an instruction.
   *
   * @param operation what to compute
   * @param buffers where from and where to; an output may be one of the inputs for activations,
   *     their gradients' dy, linear combinations and the first input of scalings and gatings, and
   *     overlaps none otherwise
   * @return the kernel, empty if the library does not have the operation for these buffers
   */
  Optional<Kernel> bind(Operation operation, BoundBuffers buffers);
}
