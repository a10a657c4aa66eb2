// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** How alike the dissimilarities of stimuli are in the layer and in the neurons. */
public final class RdmMetric implements EvaluationMetric {

  @Override
  public String id() {
    return "rdm";
  }

  @Override
  public String description() {
    return "likeness of the dissimilarities between stimuli";
  }

  @Override
  public String source() {
    return "Kriegeskorte, Mur and Bandettini 2008; as Brain-Score by default";
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
            RdmComparison.SPEARMAN.key(),
            RdmComparison.keys(),
            "how the distances of layer and neurons are compared"));
  }

  @Override
  public double[] score(
      Activations activations, Matrix responses, Fold fold, Parameters parameters) {
    RdmDistance distance = RdmDistance.of(parameters.text("distance"));
    Rdm model = Rdm.of(activations, fold.test(), distance);
    Rdm neural = Rdm.of(responses.rows(fold.test()), distance);
    RdmComparison comparison = RdmComparison.of(parameters.text("comparison"));
    return new double[] {comparison.compare(model, neural)};
  }

  @Override
  public Normalization normalization() {
    return Normalization.OVER_CEILING;
  }
}
