// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.OptionalDouble;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** Direct feedback alignment whose feedback weights learn as W would if it led to the logits. */
public record DirectKolenPollack() implements LearningRule {

  @Override
  public String id() {
    return "direct-kolen-pollack";
  }

  @Override
  public String description() {
    return "direct feedback weights that move by the product of a layer's input and the logits'"
        + " error";
  }

  @Override
  public String source() {
    return "Webster, Choi and Ahn 2021, Learning the Connections in Direct Feedback Alignment, the"
        + " Direct Kolen-Pollack rule";
  }

  @Override
  public ParameterTable parameters() {
    return DirectFeedbackParameters.learning();
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    return DirectFeedbackParameters.configure(
        parameters, OptionalDouble.of(parameters.decimal(DirectFeedbackParameters.DECAY)));
  }
}
