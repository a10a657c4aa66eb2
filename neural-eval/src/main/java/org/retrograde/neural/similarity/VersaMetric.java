// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.mapping.RidgeCv;

/**
 * Predicts neurons by ridge regression fitted on the training rows, and compares the
 * dissimilarities of predicted and actual patterns over the test rows.
 */
public final class VersaMetric implements EvaluationMetric {

  @Override
  public String id() {
    return "versa";
  }

  @Override
  public String description() {
    return "likeness of the dissimilarities of predicted and of actual responses";
  }

  @Override
  public String source() {
    return "voxel-encoding representational similarity (Khaligh-Razavi et al. 2017); the penalty"
        + " by ridge-cv";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.choice(
            "distance",
            RdmDistance.CORRELATION.key(),
            RdmDistance.keys(),
            "how far two stimuli's patterns are from each other"),
        ParameterSpec.choice(
            "comparison",
            RdmComparison.PEARSON.key(),
            RdmComparison.keys(),
            "how the distances of predictions and neurons are compared"));
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    Mapping ridge = new RidgeCv();
    Matrix predicted =
        ridge
            .prepare(activations, fold.train(), ridge.parameters().defaults())
            .fit(responses.rows(fold.train()))
            .predict(fold.test());
    RdmDistance distance = RdmDistance.of(parameters.text("distance"));
    RdmComparison comparison = RdmComparison.of(parameters.text("comparison"));
    Rdm actual = Rdm.of(responses.rows(fold.test()), distance);
    return new double[] {comparison.compare(Rdm.of(predicted, distance), actual)};
  }

  @Override
  public Normalization normalization() {
    return Normalization.OVER_CEILING;
  }
}
