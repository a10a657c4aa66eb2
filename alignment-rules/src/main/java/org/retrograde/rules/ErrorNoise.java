// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A rule whose carried error is disturbed by normal noise, independent from value to value and from
 * step to step. The noise's standard deviation is a multiple of the error's own root mean square
 * over the batch, because errors shrink as a network learns.
 *
 * @param rule the rule
 * @param deviation the multiple, greater than 0
 */
record ErrorNoise(SynapticRule rule, double deviation) implements WrappedRule {

  private static final String KEY = "errorNoise";

  static ParameterSpec spec() {
    return ParameterSpec.decimal(
        KEY,
        "root mean squares of the error",
        0,
        0,
        Double.POSITIVE_INFINITY,
        "standard deviation of the noise added to the error that each layer hands on");
  }

  /** The rule itself if the parameters ask for no noise. */
  static SynapticRule around(SynapticRule rule, Parameters parameters) {
    double deviation = parameters.decimal(KEY);
    return deviation == 0 ? rule : new ErrorNoise(rule, deviation);
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    SDVariable error = rule.carryError(signals);
    SDVariable noise =
        signals
            .steps()
            .draws(
                "error-noise",
                new Initializer.Normal(deviation),
                new Fans(1, 1),
                signals.inputShape());
    SDVariable rootMeanSquare = signals.graph().math().sqrt(error.mul(error).mean());
    return error.add(noise.mul(rootMeanSquare));
  }
}
