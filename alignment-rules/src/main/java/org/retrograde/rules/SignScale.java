// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.OptionalDouble;
import org.retrograde.api.graph.DenseMap;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * The magnitude of carrying weights that are all of the same magnitude.
 *
 * @param fixed the magnitude at every layer, greater than 0; empty if it follows from the fans
 * @param formula how it follows from them
 */
record SignScale(OptionalDouble fixed, Formula formula) {

  static final String SCALE = "scale";
  static final String FORMULA = "scaleFrom";

  /** How a magnitude follows from a kernel's fans, counted with its area. */
  enum Formula {
    /** {@code sqrt(2 / (fan in + fan out))}, the deviation of Glorot's initialisation. */
    GLOROT("glorot"),
    /** {@code 1 / sqrt(3 fan in)}, the deviation of PyTorch's default initialisation. */
    TORCH("torch"),
    /**
     * {@code sqrt(2 / fan out)} for convolutions and {@code 1 / sqrt(fan in)} for dense layers, as
     * in the code of Xiao et al. 2018.
     */
    XIAO("xiao");

    private final String id;

    Formula(String id) {
      this.id = id;
    }

    static Formula of(String id) {
      return java.util.Arrays.stream(values())
          .filter(f -> f.id.equals(id))
          .findFirst()
          .orElseThrow();
    }

    double of(Synapse synapse) {
      Fans fans = synapse.map().fans();
      return switch (this) {
        case GLOROT -> Math.sqrt(2.0 / (fans.in() + fans.out()));
        case TORCH -> 1 / Math.sqrt(3.0 * fans.in());
        case XIAO ->
            synapse.map() instanceof DenseMap
                ? 1 / Math.sqrt(fans.in())
                : Math.sqrt(2.0 / fans.out());
      };
    }
  }

  SignScale {
    if (fixed.isPresent() && !(fixed.getAsDouble() > 0 && Double.isFinite(fixed.getAsDouble()))) {
      throw new IllegalArgumentException("a scale is greater than 0, found " + fixed.getAsDouble());
    }
  }

  static ParameterTable table() {
    return ParameterTable.of(
        ParameterSpec.decimal(
                SCALE,
                "1",
                1,
                Bounds.LEAST_POSITIVE,
                Double.POSITIVE_INFINITY,
                "magnitude of the carrying weights at every layer; if absent, it follows from"
                    + " scaleFrom")
            .asOptional(),
        ParameterSpec.choice(
                FORMULA,
                Formula.GLOROT.id,
                java.util.Arrays.stream(Formula.values()).map(f -> f.id).toList(),
                "how the magnitude follows from a layer's fans: glorot sqrt(2 / (fan in + fan"
                    + " out)), torch 1 / sqrt(3 fan in), xiao sqrt(2 / fan out) or 1 / sqrt(fan in)"
                    + " at dense layers; if absent, glorot")
            .asOptional(),
        ErrorNoise.spec());
  }

  static SignScale of(Parameters parameters) {
    boolean both = parameters.has(SCALE) && parameters.has(FORMULA);
    if (both) {
      throw Refusals.contradiction(
          "rule." + SCALE, "a scale and a formula for it", "one of them", "leave one out");
    }
    OptionalDouble fixed =
        parameters.has(SCALE)
            ? OptionalDouble.of(parameters.decimal(SCALE))
            : OptionalDouble.empty();
    Formula formula =
        parameters.has(FORMULA) ? Formula.of(parameters.text(FORMULA)) : Formula.GLOROT;
    return new SignScale(fixed, formula);
  }

  double at(Synapse synapse) {
    return fixed.orElseGet(() -> formula.of(synapse));
  }
}
