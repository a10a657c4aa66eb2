// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.rule.SynapticSignals;

/** The quantities of which the activity terms of an alignment loss are made, at one synapse. */
final class Projections {

  private final SynapticSignals signals;
  private final ProjectionOptions options;
  private final LinearMap map;
  private final Traced feedback;
  private final Traced weight;
  private final Traced input;
  private final Traced forward;
  private final Traced backward;

  Projections(SynapticSignals signals, ProjectionOptions options) {
    this.signals = signals;
    this.options = options;
    this.map = signals.map();
    this.feedback = Traced.of(signals::feedback, true, KernelGradients::ofFeedback);
    this.weight = Traced.of(signals::weight, options.movesWeight(), KernelGradients::ofWeight);
    this.input = input();
    this.forward = formed(projected(weight, input), options.forward());
    this.backward = formed(projected(feedback, backwardInput()), options.backward());
  }

  static Projections plain(SynapticSignals signals) {
    return new Projections(signals, ProjectionOptions.NONE);
  }

  SynapticSignals signals() {
    return signals;
  }

  ProjectionOptions options() {
    return options;
  }

  /** By what activity terms are divided. */
  int batch() {
    return signals.batch();
  }

  /** B. */
  Traced feedback() {
    return feedback;
  }

  /** W. */
  Traced weight() {
    return weight;
  }

  /** x. */
  Traced x() {
    return input;
  }

  /** y, standardised. */
  Traced y() {
    return standardized(forward, options.forward());
  }

  /** z, standardised. */
  Traced z() {
    return standardized(backward, options.backward());
  }

  /** The reconstruction of x, of activity before it is standardised, standardised itself. */
  Traced reconstruction() {
    return options.reconstruction().reversed()
        ? standardized(carriedBack(weight, backward), options.backward())
        : standardized(carriedBack(feedback, forward), options.forward());
  }

  /** The signals of a primitive that knows no options: x and y are those of the projections. */
  SynapticSignals seenByOthers() {
    boolean plain = options.input().isLayer() && options.forward().isNone();
    return plain ? signals : signals.withActivity(x().value(), y().value());
  }

  private Traced input() {
    Traced source = Traced.constant(this::source);
    return options.input().standardization().of(source, axes());
  }

  private SDVariable source() {
    InputSource source = options.input().source();
    return source == InputSource.LAYER
        ? signals.input()
        : signals
            .steps()
            .draws(
                "mirror-input",
                source.distribution(options.input().deviation()),
                new Fans(1, 1),
                map.inputShape(signals.images()));
  }

  private Traced backwardInput() {
    boolean centerBatch = options.input().centerBatchBackward();
    return new Standardization(false, false, centerBatch).of(input, axes());
  }

  /** C_K(x); the layer's own output where it is that. x itself is never moved. */
  private Traced projected(Traced kernel, Traced x) {
    boolean own = kernel == weight && options.input().isLayer();
    return Traced.of(
        () -> own ? signals.output() : map.apply(kernel.value(), x.value()),
        kernel.moves(),
        d -> kernel.gradients(() -> d.with(map.filterGradient(x.value(), d.variable()))));
  }

  /** T_K(d): K moves by F(r, d), d by C_K(r), where r is the error at the result. */
  private Traced carriedBack(Traced kernel, Traced d) {
    return Traced.of(
        () -> map.adjoint(kernel.value(), d.value()),
        kernel.moves() || d.moves(),
        r ->
            kernel
                .gradients(() -> r.with(map.filterGradient(r.variable(), d.value())))
                .plus(d.gradients(() -> r.with(map.apply(kernel.value(), r.variable())))));
  }

  private Traced formed(Traced projection, ProjectionOptions.Output output) {
    Optional<SDVariable> bias = output.bias() ? signals.synapse().bias() : Optional.empty();
    Traced biased =
        bias.map(b -> projection.then(v -> signals.graph().nn().biasAdd(v, b, false), e -> e))
            .orElse(projection);
    Activation activation =
        output.activation()
            ? options.activation().orElse(signals.synapse().activation())
            : Activation.LINEAR;
    return new Nonlinearity(activation).of(biased);
  }

  private Traced standardized(Traced activity, ProjectionOptions.Output output) {
    return output.standardization().of(activity, axes());
  }

  private int axes() {
    return map.kernelShape().size();
  }
}
