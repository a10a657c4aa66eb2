// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** The error is carried by the signs of W, all of the same magnitude: {@code c sign(W)}. */
public record UniformSignSymmetry() implements LearningRule {

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
    return Sources.SIGN_SYMMETRY;
  }

  @Override
  public ParameterTable parameters() {
    return SignScale.table();
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    return ErrorNoise.around(
        WeightedSum.carriedBy(new ErrorCarrier.SignOfWeight(SignScale.of(parameters))), parameters);
  }
}
