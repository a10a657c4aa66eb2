// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.List;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Shares every unit among neuroids, and every neuroid among units, so that the shares' correlations
 * over the training rows are greatest; the score is the shares' correlation over the test rows.
 * With as many units as neuroids this is a matching one to one. What is constant is left out.
 */
public final class SoftMatching implements EvaluationMetric {

  private static final String EXACT = "exact";

  @Override
  public String id() {
    return "soft-matching";
  }

  @Override
  public String description() {
    return "units and neuroids shared among each other by optimal transport";
  }

  @Override
  public String source() {
    return "Khosla and Williams 2024, with the shares held out; Sinkhorn by Cuturi 2013";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.choice(
            "solver",
            EXACT,
            List.of(EXACT, "sinkhorn"),
            "exact is slow for more than some thousand units; sinkhorn also spreads the shares"),
        ParameterSpec.decimal(
            "regularization",
            "correlation",
            0.01,
            1e-4,
            1e4,
            "how far sinkhorn spreads the shares: their entropy's weight"));
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    UnitCorrelations r = UnitCorrelations.of(activations, responses, fold);
    if (r.isEmpty()) {
      return new double[] {Double.NaN};
    }
    boolean exact = parameters.text("solver").equals(EXACT);
    Matrix shares =
        exact
            ? SharedPlan.exact(r.train())
            : Sinkhorn.plan(r.train(), parameters.decimal("regularization"));
    double score = 0;
    for (int i = 0; i < shares.values().length; i++) {
      score += shares.values()[i] * r.test().values()[i];
    }
    return new double[] {score};
  }

  @Override
  public Normalization normalization() {
    return Normalization.SQUARED_OVER_CEILING;
  }
}
