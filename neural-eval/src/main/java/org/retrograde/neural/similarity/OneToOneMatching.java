// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.Arrays;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Matches each neuroid with a unit of its own so that the sum of their correlations over the
 * training rows is greatest, and correlates the pairs over the test rows. A neuroid for which no
 * unit is left, or which is constant, has NaN.
 */
public final class OneToOneMatching implements EvaluationMetric {

  @Override
  public String id() {
    return "one-to-one-matching";
  }

  @Override
  public String description() {
    return "each neuroid against a unit of its own, matched on the training rows";
  }

  @Override
  public String source() {
    return "Li et al. 2015, with the matching held out; assignment by Kuhn 1955";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    double[] scores = new double[responses.columns()];
    Arrays.fill(scores, Double.NaN);
    UnitCorrelations correlations = UnitCorrelations.of(activations, responses, fold);
    boolean fewUnits = correlations.units() < correlations.neuroids().size();
    int[] partner =
        Transport.assign(
            fewUnits ? UnitCorrelations.transposed(correlations.train()) : correlations.train());
    for (int i = 0; i < partner.length; i++) {
      int neuroid = fewUnits ? partner[i] : i;
      int unit = fewUnits ? i : partner[i];
      scores[correlations.neuroids().get(neuroid)] = correlations.test().at(neuroid, unit);
    }
    return scores;
  }

  @Override
  public Normalization normalization() {
    return Normalization.SQUARED_OVER_CEILING;
  }
}
