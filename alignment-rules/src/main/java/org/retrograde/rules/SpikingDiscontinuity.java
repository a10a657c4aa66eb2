// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/**
 * Before each epoch the dense layers are simulated as spiking units, and B becomes what the units'
 * spikes are found to cause in the next layer, at the deviation of the first B.
 */
public record SpikingDiscontinuity() implements LearningRule {

  private static final String SECONDS = "seconds";

  private record Estimating(SynapticRule rule, double seconds) implements WrappedRule {
    @Override
    public Optional<FeedbackPhase> phase() {
      return Optional.of(new SpikingPhase(seconds));
    }
  }

  @Override
  public String id() {
    return "spiking-discontinuity";
  }

  @Override
  public String description() {
    return "dense layers estimate B between epochs from what their spikes cause, by regression"
        + " discontinuity";
  }

  @Override
  public String source() {
    return "Guerguiev, Kording and Richards 2020, Spike-based causal inference for weight"
        + " alignment, ICLR (arXiv:1910.01689), with the constants of its public code";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.decimal(
            SECONDS,
            "seconds",
            90,
            10,
            100_000,
            "simulated time before each epoch, shared by the layers; B is taken over every 10 s"),
        ErrorNoise.spec());
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    SynapticRule fixed = WeightedSum.carriedBy(new ErrorCarrier.Feedback());
    return ErrorNoise.around(new Estimating(fixed, parameters.decimal(SECONDS)), parameters);
  }
}
