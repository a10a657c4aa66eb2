// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** The error is carried by feedback weights that have the signs of the first W and never change. */
public record SignedFeedbackAlignment() implements LearningRule {

  @Override
  public String id() {
    return "signed-feedback-alignment";
  }

  @Override
  public String description() {
    return "carries the error by the signs of the first W, which never change";
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
        WeightedSum.carriedBy(new ErrorCarrier.SignedFeedback(SignScale.of(parameters))),
        parameters);
  }
}
