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
 * Linear centred kernel alignment as first defined. It rises with the number of units: of patterns
 * without any relation it is 1 as soon as there are many more units than stimuli.
 */
public final class BiasedCkaMetric implements EvaluationMetric {

  @Override
  public String id() {
    return "cka-biased";
  }

  @Override
  public String description() {
    return "linear centred kernel alignment, which rises with the number of units";
  }

  @Override
  public String source() {
    return "Kornblith et al. 2019, equation 4";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    return new double[] {KernelAlignment.of(activations, responses, fold.test()).biased()};
  }

  @Override
  public Normalization normalization() {
    return Normalization.OVER_CEILING;
  }
}
