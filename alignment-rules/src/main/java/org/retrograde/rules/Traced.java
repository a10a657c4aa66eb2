// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A quantity of an alignment term, with the way back from it to the kernels of which it is a
 * function. What is not asked for is not added to the graph.
 */
final class Traced {

  private final Supplier<SDVariable> making;
  private final boolean moves;
  private final Function<Scaled, KernelGradients> back;
  private @Nullable SDVariable made;

  private Traced(
      Supplier<SDVariable> making, boolean moves, Function<Scaled, KernelGradients> back) {
    this.making = making;
    this.moves = moves;
    this.back = back;
  }

  /** A quantity that no gradient goes through. */
  static Traced constant(Supplier<SDVariable> making) {
    return new Traced(making, false, error -> KernelGradients.none());
  }

  /** A quantity through which gradients go if they go through what it is made of. */
  static Traced of(
      Supplier<SDVariable> making, boolean moves, Function<Scaled, KernelGradients> back) {
    return new Traced(making, moves, back);
  }

  /** A function of this quantity alone. */
  Traced then(Function<SDVariable, SDVariable> function, Function<Scaled, Scaled> pullback) {
    return new Traced(
        () -> function.apply(value()), moves, error -> gradients(() -> pullback.apply(error)));
  }

  /** Whether gradients go through it. */
  boolean moves() {
    return moves;
  }

  SDVariable value() {
    SDVariable value = made;
    if (value == null) {
      value = making.get();
      made = value;
    }
    return value;
  }

  /** The gradients that an error at this quantity causes; the error is made only if needed. */
  KernelGradients gradients(Supplier<Scaled> error) {
    return moves ? back.apply(error.get()) : KernelGradients.none();
  }
}
