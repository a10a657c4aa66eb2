// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.OptionalDouble;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;

/** Every layer receives the error of the logits by fixed feedback weights of its own. */
public record DirectFeedbackAlignment() implements LearningRule {

  @Override
  public String id() {
    return "direct-feedback-alignment";
  }

  @Override
  public String description() {
    return "carries the logits' error straight to every layer by random feedback weights";
  }

  @Override
  public String source() {
    return "Noekland 2016, Direct Feedback Alignment Provides Learning in Deep Neural Networks,"
        + " NeurIPS, equation 7; form 'layer' as in Sanfiz and Akrout 2021"
        + " (arXiv:2108.13446)";
  }

  @Override
  public ParameterTable parameters() {
    return DirectFeedbackParameters.fixed();
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    return DirectFeedbackParameters.configure(parameters, OptionalDouble.empty());
  }
}
