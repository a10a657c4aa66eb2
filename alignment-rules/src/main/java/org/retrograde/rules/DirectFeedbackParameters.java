// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.OptionalDouble;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.SynapticRule;

/** The parameters of rules whose feedback weights lead from the logits to every layer. */
final class DirectFeedbackParameters {

  static final String DECAY = "decay";
  private static final String FORM = "form";
  private static final String LIMIT = "limit";

  private DirectFeedbackParameters() {}

  static ParameterTable fixed() {
    return ParameterTable.of(form(), limit(), ErrorNoise.spec());
  }

  static ParameterTable learning() {
    ParameterSpec decay =
        ParameterSpec.decimal(
            DECAY,
            "1",
            1e-4,
            0,
            Double.POSITIVE_INFINITY,
            "decay of B, as the task's weightDecay of W");
    return ParameterTable.of(form(), limit(), decay, ErrorNoise.spec());
  }

  static SynapticRule configure(Parameters parameters, OptionalDouble decay) {
    DirectFeedback.Form form = DirectFeedback.Form.of(parameters.text(FORM));
    boolean limited = parameters.has(LIMIT);
    if (limited && form == DirectFeedback.Form.LAYER) {
      throw Refusals.contradiction(
          "rule." + LIMIT,
          "a limit of B's first draw beside form: layer, which draws B as W is drawn",
          "form: activation",
          "leave limit out");
    }
    OptionalDouble limit =
        limited ? OptionalDouble.of(parameters.decimal(LIMIT)) : OptionalDouble.empty();
    return ErrorNoise.around(new DirectFeedback(form, limit, decay), parameters);
  }

  private static ParameterSpec form() {
    return ParameterSpec.choice(
        FORM,
        DirectFeedback.Form.ACTIVATION.id(),
        DirectFeedback.Form.ids(),
        "activation: one matrix from classes to the whole input of a layer; layer: a kernel as the"
            + " layer's own, with the error at every position");
  }

  private static ParameterSpec limit() {
    return ParameterSpec.decimal(
            LIMIT,
            "1",
            1,
            Bounds.LEAST_POSITIVE,
            Double.POSITIVE_INFINITY,
            "greatest absolute value of B's first draw in form activation; if absent, 1 /"
                + " sqrt(features of the input)")
        .asOptional();
  }
}
