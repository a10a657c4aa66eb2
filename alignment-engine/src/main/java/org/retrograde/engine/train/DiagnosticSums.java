// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Quantity;
import org.retrograde.engine.compile.Program;

/**
 * The sums from which the measurements of a synapse follow, or of several together; empty where a
 * synapse lacks the quantity.
 */
record DiagnosticSums(
    Optional<VectorPair> weights,
    Optional<SignCount> signs,
    Optional<Double> spectralNorm,
    Optional<VectorPair> localError,
    Optional<VectorPair> gradient,
    Optional<VectorPair> projection,
    Map<String, Double> primitives) {

  static DiagnosticSums none() {
    return new DiagnosticSums(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** Reads a synapse's from a program that has run. */
  static DiagnosticSums read(
      LayerDiagnostics layer, Program program, INDArray weight, INDArray exactGradient) {
    VectorPair gradient =
        VectorPair.of(values(exactGradient), values(program.value(layer.gradient())));
    Optional<Double> norm = layer.feedback().map(b -> SpectralNorm.of(program.value(b)));
    if (layer.carried().isEmpty()) {
      DiagnosticSums none = none();
      return new DiagnosticSums(
          none.weights,
          none.signs,
          norm,
          none.localError,
          Optional.of(gradient),
          none.projection,
          none.primitives);
    }
    LayerDiagnostics.Carried carried = layer.carried().get();
    double[] w = values(weight);
    double[] k = values(program.value(carried.kernel()));
    Map<String, Double> primitives = new LinkedHashMap<>();
    carried
        .primitives()
        .forEach((id, variable) -> primitives.put(id, program.value(variable).getDouble(0)));
    return new DiagnosticSums(
        Optional.of(VectorPair.of(w, k)),
        Optional.of(SignCount.of(w, k)),
        norm,
        carried.localError().map(angle -> angle.read(program)),
        Optional.of(gradient),
        Optional.of(carried.projection().read(program)),
        primitives);
  }

  /** Those of both together. */
  DiagnosticSums with(DiagnosticSums other) {
    Map<String, Double> sums = new LinkedHashMap<>(primitives);
    other.primitives.forEach((id, value) -> sums.merge(id, value, Double::sum));
    return new DiagnosticSums(
        join(weights, other.weights),
        signs.isEmpty()
            ? other.signs
            : signs.map(s -> s.with(other.signs.orElse(SignCount.none()))),
        spectralNorm.isEmpty()
            ? other.spectralNorm
            : spectralNorm.map(s -> Math.max(s, other.spectralNorm.orElse(s))),
        join(localError, other.localError),
        join(gradient, other.gradient),
        join(projection, other.projection),
        sums);
  }

  private static Optional<VectorPair> join(Optional<VectorPair> one, Optional<VectorPair> other) {
    return one.isEmpty() ? other : one.map(pair -> pair.with(other.orElse(VectorPair.none())));
  }

  /** What is not finite has no value. */
  Diagnostics diagnostics() {
    Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
    weights.ifPresent(
        pair -> {
          quantities.put(Quantity.WEIGHT_ANGLE, pair.angleDegrees());
          quantities.put(Quantity.NORM_RATIO, pair.ratio());
        });
    signs.ifPresent(count -> quantities.put(Quantity.SIGN_AGREEMENT, count.fraction()));
    spectralNorm.ifPresent(norm -> quantities.put(Quantity.SPECTRAL_NORM, norm));
    localError.ifPresent(p -> quantities.put(Quantity.LOCAL_ERROR_ANGLE, p.angleDegrees()));
    gradient.ifPresent(p -> quantities.put(Quantity.GRADIENT_ANGLE, p.angleDegrees()));
    projection.ifPresent(p -> quantities.put(Quantity.PROJECTION_ANGLE, p.angleDegrees()));
    quantities.values().removeIf(value -> !Double.isFinite(value));
    Map<String, Double> finite = new LinkedHashMap<>(primitives);
    finite.values().removeIf(value -> !Double.isFinite(value));
    return new Diagnostics(quantities, finite);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
