// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.OptionalDouble;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** The error is carried by the signs of W, all of the same magnitude: {@code c sign(W)}. */
public record UniformSignSymmetry() implements LearningRule {

  private static final String SCALE = "scale";
  private static final double SMALLEST_SCALE = 1e-6;

  @Override
  public String id() {
    return "uniform-sign-symmetry";
  }

  @Override
  public String description() {
    return "carries the error by the signs of W, all of the same magnitude";
  }

  @Override
  public String source() {
    return "Liao, Leibo and Poggio 2016, How Important Is Weight Symmetry in Backpropagation?,"
        + " AAAI, uniform sign-concordant feedback; scale as in Sanfiz and Akrout 2021"
        + " (arXiv:2108.13446)";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.decimal(
                SCALE,
                "1",
                1,
                SMALLEST_SCALE,
                Double.POSITIVE_INFINITY,
                "magnitude of the carrying weights at every layer; if absent, sqrt(2 / (fan in +"
                    + " fan out))")
            .asOptional());
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    OptionalDouble scale =
        parameters.has(SCALE)
            ? OptionalDouble.of(parameters.decimal(SCALE))
            : OptionalDouble.empty();
    return new WeightedSum(
        new ErrorCarrier.SignOfWeight(scale), false, List.of(), SpatialReduction.SUM);
  }
}
