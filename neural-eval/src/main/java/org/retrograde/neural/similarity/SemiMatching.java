// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Gives each unit the neuroid, and each neuroid the unit, that it correlates best with over the
 * training rows; several may share one. The score is the mean over units and the mean over neuroids
 * of these pairs' correlations over the test rows, averaged. What is constant is left out.
 */
public final class SemiMatching implements EvaluationMetric {

  @Override
  public String id() {
    return "semi-matching";
  }

  @Override
  public String description() {
    return "best partners in both directions, matched on the training rows";
  }

  @Override
  public String source() {
    return "Li et al. 2015, with the matching held out";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    UnitCorrelations r = UnitCorrelations.of(activations, responses, fold);
    if (r.isEmpty()) {
      return new double[] {Double.NaN};
    }
    double ofNeuroids = ofBest(r.train(), r.test());
    double ofUnits =
        ofBest(UnitCorrelations.transposed(r.train()), UnitCorrelations.transposed(r.test()));
    return new double[] {(ofNeuroids + ofUnits) / 2};
  }

  private static double ofBest(Matrix train, Matrix test) {
    double sum = 0;
    for (int i = 0; i < train.rows(); i++) {
      int best = 0;
      for (int j = 1; j < train.columns(); j++) {
        best = train.at(i, j) > train.at(i, best) ? j : best;
      }
      sum += test.at(i, best);
    }
    return sum / train.rows();
  }

  @Override
  public Normalization normalization() {
    return Normalization.SQUARED_OVER_CEILING;
  }
}
