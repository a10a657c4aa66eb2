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
 * Linear centred kernel alignment from unbiased estimates: about 0 for unrelated patterns, below 0
 * by chance, and not clamped.
 */
public final class CkaMetric implements EvaluationMetric {

  @Override
  public String id() {
    return "cka";
  }

  @Override
  public String description() {
    return "linear centred kernel alignment without its bias";
  }

  @Override
  public String source() {
    return "Kornblith et al. 2019 with the estimator of Song et al. 2012";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    return new double[] {KernelAlignment.of(activations, responses, fold.test()).debiased()};
  }

  @Override
  public Normalization normalization() {
    return Normalization.OVER_CEILING;
  }
}
