// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A number that alignment minimises, and its gradients.
 *
 * @param value adds the number to the graph
 * @param gradients adds its gradients with respect to B and W
 */
record AlignmentTerm(Supplier<SDVariable> value, Supplier<KernelGradients> gradients) {

  /** {@code c <a, b>}, a and b of the axes of the synapse's activity. */
  static AlignmentTerm product(double c, Traced a, Traced b, Projections of) {
    return new AlignmentTerm(
        () -> InnerProduct.of(a.value(), b.value(), of.signals()).mul(c),
        () ->
            a.gradients(() -> new Scaled(b.value(), c))
                .plus(b.gradients(() -> new Scaled(a.value(), c))));
  }

  /** {@code c / 2 |a|²}. */
  static AlignmentTerm halfSquare(double c, Traced a, Projections of) {
    return new AlignmentTerm(
        () -> InnerProduct.of(a.value(), a.value(), of.signals()).mul(c / 2),
        () -> a.gradients(() -> new Scaled(a.value(), c)));
  }

  AlignmentTerm plus(AlignmentTerm other) {
    return new AlignmentTerm(
        () -> value.get().add(other.value.get()),
        () -> gradients.get().plus(other.gradients.get()));
  }
}
