// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;

/** The summands of a term's gradients with respect to B and to W. */
record KernelGradients(List<Scaled> feedback, List<Scaled> weight) {

  static KernelGradients none() {
    return new KernelGradients(List.of(), List.of());
  }

  static KernelGradients ofFeedback(Scaled gradient) {
    return new KernelGradients(List.of(gradient), List.of());
  }

  static KernelGradients ofWeight(Scaled gradient) {
    return new KernelGradients(List.of(), List.of(gradient));
  }

  KernelGradients plus(KernelGradients other) {
    return new KernelGradients(
        Stream.concat(feedback.stream(), other.feedback.stream()).toList(),
        Stream.concat(weight.stream(), other.weight.stream()).toList());
  }

  Optional<SDVariable> forFeedback() {
    return feedback.stream().map(Scaled::product).reduce(SDVariable::add);
  }

  Optional<SDVariable> forWeight() {
    return weight.stream().map(Scaled::product).reduce(SDVariable::add);
  }
}
