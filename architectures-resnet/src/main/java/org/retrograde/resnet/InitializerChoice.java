// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;

/** The initialisers that a user can name. */
enum InitializerChoice {
  GLOROT_UNIFORM("glorot-uniform"),
  LECUN_NORMAL("lecun-normal"),
  HE_NORMAL("he-normal"),
  HE_NORMAL_FAN_OUT("he-normal-fan-out"),
  NORMAL_FAN_SUM("normal-fan-sum");

  private static final String KEY = "initializer";

  private final String id;

  InitializerChoice(String id) {
    this.id = id;
  }

  static ParameterSpec spec(InitializerChoice standard, String layers) {
    List<String> ids = Arrays.stream(values()).map(choice -> choice.id).toList();
    return ParameterSpec.choice(
        KEY,
        standard.id,
        ids,
        "how W, and by an independent draw B, of "
            + layers
            + " is drawn: variance 2/(fan in + fan out), 1/(fan in), 2/(fan in), 2/(fan out) or"
            + " 1/(fan in + fan out)");
  }

  static Initializer of(Parameters parameters) {
    String id = parameters.text(KEY);
    return Arrays.stream(values())
        .filter(choice -> choice.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no initializer '" + id + "'"))
        .initializer();
  }

  private Initializer initializer() {
    return switch (this) {
      case GLOROT_UNIFORM -> new Initializer.GlorotUniform();
      case LECUN_NORMAL -> new Initializer.TruncatedFanIn(1);
      case HE_NORMAL -> new Initializer.TruncatedFanIn(2);
      case HE_NORMAL_FAN_OUT -> new Initializer.NormalFanOut(2);
      case NORMAL_FAN_SUM -> new Initializer.NormalFanSum(1);
    };
  }
}
