// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Activation;

/** An element-wise nonlinearity of a projection, and its derivative in terms of its result. */
record Nonlinearity(Activation activation) {

  Traced of(Traced y) {
    if (activation == Activation.LINEAR) {
      return y;
    }
    return y.then(
        activation::apply,
        error -> error.with(error.variable().mul(slope(activation.apply(y.value())))));
  }

  /** The derivative where the result is r; for ELU min(r, 0) + 1. */
  private SDVariable slope(SDVariable r) {
    return switch (activation) {
      case LINEAR -> throw new IllegalStateException("a linear projection has no slope to apply");
      case RELU -> r.getSameDiff().math().sign(r);
      case ELU -> r.sub(r.getSameDiff().nn().relu(r, 0)).add(1);
      case TANH -> r.mul(r).rsub(1);
      case SIGMOID -> r.mul(r.rsub(1));
    };
  }
}
