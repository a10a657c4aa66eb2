// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/**
 * The weight mirror as first published: each layer alone sees uniform noise from -A / 2 to A / 2,
 * and B moves by the product of the noise and the layer's response to it, its bias and nonlinearity
 * included; B is then rescaled by growth control.
 *
 * <p>Their B moves by 0.01 times the sum over 128 images; here terms are means, so that is a rate
 * of 1.28 under plain gradient descent.
 */
public record AkroutWeightMirror() implements LearningRule {

  private static final String AMPLITUDE = "amplitude";
  private static final String DECAY = "decay";
  private static final String GROWTH = "growthControl";

  @Override
  public String id() {
    return "akrout-weight-mirror";
  }

  @Override
  public String description() {
    return "the weight mirror as first published: noise in place of layer inputs, growth control in"
        + " place of decay";
  }

  @Override
  public String source() {
    return Sources.WEIGHT_MIRROR;
  }

  @Override
  public ParameterTable parameters() {
    double most = Double.POSITIVE_INFINITY;
    return ParameterTable.of(
        ParameterSpec.decimal(
            AMPLITUDE, "1", 0.1, Bounds.LEAST_POSITIVE, most, "A, the width of the noise"),
        ParameterSpec.decimal(DECAY, "1", 0, 0, most, "coefficient of decay, none as published"),
        ParameterSpec.decimal(
            GROWTH,
            "1",
            0.5,
            0,
            most,
            "standard deviation over units of what B carries back of uniform noise, to which B is"
                + " rescaled after every update; 0 for no growth control"),
        SpatialReduction.spec(),
        ErrorNoise.spec());
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    SynapticRule mirror =
        new WeightedSum(
            new ErrorCarrier.Feedback(),
            false,
            terms(parameters.decimal(DECAY)),
            SpatialReduction.of(parameters),
            mirrorMode(parameters.decimal(AMPLITUDE)));
    double growth = parameters.decimal(GROWTH);
    SynapticRule controlled =
        growth == 0 ? mirror : new PostUpdate(mirror, new PostUpdate.ToDeviation(growth));
    return ErrorNoise.around(controlled, parameters);
  }

  private static List<WeightedSum.Term> terms(double decay) {
    WeightedSum.Term amp = new WeightedSum.Term(new Amp(), 1);
    return decay == 0 ? List.of(amp) : List.of(amp, new WeightedSum.Term(new Decay(), decay));
  }

  /** A uniform variable of width A has the deviation A / √12. */
  private static ProjectionOptions mirrorMode(double amplitude) {
    return new ProjectionOptions(
        new ProjectionOptions.Input(
            InputSource.UNIFORM, amplitude / Math.sqrt(12), Standardization.NONE, false),
        new ProjectionOptions.Output(true, true, Standardization.NONE),
        ProjectionOptions.Output.NONE,
        Optional.empty(),
        new ProjectionOptions.Reconstruction(false, false),
        false);
  }
}
