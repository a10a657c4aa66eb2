// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.retrograde.api.graph.Initializer;

/** Where the input of alignment comes from. */
enum InputSource {
  /** The layer's own input in the batch. */
  LAYER,
  /** Normal noise: mirror mode, which needs no data. */
  NORMAL,
  /** Uniform noise around 0. */
  UNIFORM;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static InputSource of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(InputSource::id).toList();
  }

  /** What noise of a standard deviation is drawn from. */
  Initializer distribution(double deviation) {
    return switch (this) {
      case LAYER -> throw new IllegalStateException("the layer's input is not drawn");
      case NORMAL -> new Initializer.Normal(deviation);
      case UNIFORM -> new Initializer.Uniform(deviation * Math.sqrt(3));
    };
  }
}
