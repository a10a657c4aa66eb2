// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.differentiate.SynapsePass;

/**
 * Where in a graph the measurements of one synapse are found.
 *
 * @param layer the layer's name
 * @param weight the variable of W
 * @param gradient the variable of the gradient that the task moves W by
 * @param feedback the variable of the carrier, or of B of another shape; empty if there is neither
 * @param carried what is measured against W; empty if no kernel of W's shape carries the error
 */
record LayerDiagnostics(
    String layer,
    String weight,
    String gradient,
    Optional<String> feedback,
    Optional<Carried> carried) {

  /**
   * What a carrier K of W's shape makes measurable.
   *
   * @param kernel the variable of K
   * @param localError between T_W(dy) and T_K(dy); empty where no error is handed on
   * @param projection between C_W(x) and C_K(x)
   * @param primitives the variables of the primitives' values, by id
   */
  record Carried(
      String kernel,
      Optional<GraphAngle> localError,
      GraphAngle projection,
      Map<String, String> primitives) {}

  /** Adds to the graph what has to be computed there. */
  static LayerDiagnostics add(
      SynapsePass pass, Optional<SDVariable> carrier, List<AlignmentPrimitive> primitives) {
    SynapticSignals signals = pass.signals();
    Optional<String> own =
        Optional.of(signals.feedback().name()).filter(b -> !b.equals(signals.weight().name()));
    return new LayerDiagnostics(
        signals.layer(),
        signals.weight().name(),
        signals.weightGradient().name(),
        carrier.map(SDVariable::name).or(() -> own),
        carrier.map(kernel -> carried(pass, kernel, primitives)));
  }

  private static Carried carried(
      SynapsePass pass, SDVariable kernel, List<AlignmentPrimitive> primitives) {
    SynapticSignals signals = pass.signals().withFeedback(kernel);
    LinearMap map = signals.map();
    int axes = map.kernelShape().size();
    SDVariable dy = signals.outputError();
    Optional<GraphAngle> localError =
        pass.handedOn().stream()
            .findAny()
            .map(
                error ->
                    GraphAngle.between(
                        map.adjoint(signals.weight(), dy), map.adjoint(kernel, dy), axes));
    GraphAngle projection =
        GraphAngle.between(signals.output(), map.apply(kernel, signals.input()), axes);
    Map<String, String> values = new LinkedHashMap<>();
    primitives.forEach(p -> values.put(p.id(), p.value(signals).name()));
    return new Carried(kernel.name(), localError, projection, values);
  }

  /** All that a program has to compute. */
  Set<String> variables() {
    Set<String> names = new LinkedHashSet<>(Set.of(gradient));
    feedback.ifPresent(names::add);
    carried.ifPresent(
        c -> {
          c.localError().ifPresent(angle -> names.addAll(angle.variables()));
          names.addAll(c.projection().variables());
          names.addAll(c.primitives().values());
        });
    return names;
  }
}
