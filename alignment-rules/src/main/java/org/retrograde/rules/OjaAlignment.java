// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/**
 * {@code amp}, after which B is scaled back to a Frobenius norm: what {@code null} replaces in
 * information alignment, exactly. To first order in the rate η each step adds {@code η (x yᵀ - B
 * <B, x yᵀ>)} to a B of norm 1.
 */
public record OjaAlignment() implements LearningRule {

  private static final String NORM = "norm";

  @Override
  public String id() {
    return "oja-alignment";
  }

  @Override
  public String description() {
    return "amp alone, with B scaled back to a given norm after each update";
  }

  @Override
  public String source() {
    return "Oja 1982, Simplified neuron model as a principal component analyzer, Journal of"
        + " Mathematical Biology 15, equation 2; for feedback weights Kunin et al. 2020"
        + " (arXiv:2003.01513), section 3";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.decimal(
            NORM,
            "1",
            1,
            Bounds.LEAST_POSITIVE,
            Double.POSITIVE_INFINITY,
            "Frobenius norm of each layer's B after every update"),
        SpatialReduction.spec(),
        ErrorNoise.spec());
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    WeightedSum hebb =
        new WeightedSum(
            new ErrorCarrier.Feedback(),
            false,
            List.of(new WeightedSum.Term(new Amp(), 1)),
            SpatialReduction.of(parameters),
            ProjectionOptions.NONE);
    PostUpdate scaled = new PostUpdate(hebb, new PostUpdate.ToNorm(parameters.decimal(NORM)));
    return ErrorNoise.around(scaled, parameters);
  }
}
