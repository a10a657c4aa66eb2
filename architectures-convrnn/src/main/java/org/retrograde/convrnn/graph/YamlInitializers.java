// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.graph.Initializer;

/** Initialisers in the form for people: a name, and for some a number. */
final class YamlInitializers {

  private static final String NAME = "initializer";
  private static final String SCALE = "initializerScale";
  private static final String GLOROT = "glorot-uniform";
  private static final List<String> NAMES =
      List.of(GLOROT, "variance-scaling", "normal", "normal-fan-out", "constant");

  private YamlInitializers() {}

  static Initializer read(Keys keys) {
    String name = keys.choice(NAME, NAMES, GLOROT);
    if (name.equals(GLOROT)) {
      return new Initializer.GlorotUniform();
    }
    if (name.equals("constant")) {
      return new Initializer.Constant(keys.decimal(SCALE, 0));
    }
    double scale = keys.decimal(SCALE, name.equals("normal-fan-out") ? 2 : 1);
    if (!(scale > 0)) {
      throw keys.wrong(SCALE, scale, "a number above 0");
    }
    return switch (name) {
      case "variance-scaling" -> new Initializer.TruncatedFanIn(scale);
      case "normal" -> new Initializer.Normal(scale);
      default -> new Initializer.NormalFanOut(scale);
    };
  }

  static Map<String, Object> write(Initializer initializer) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (initializer instanceof Initializer.TruncatedFanIn scaled) {
      put(keys, "variance-scaling", scaled.scale(), 1);
    } else if (initializer instanceof Initializer.Normal normal) {
      put(keys, "normal", normal.deviation(), 1);
    } else if (initializer instanceof Initializer.NormalFanOut scaled) {
      put(keys, "normal-fan-out", scaled.scale(), 2);
    } else if (initializer instanceof Initializer.Constant constant) {
      put(keys, "constant", constant.value(), 0);
    } else if (!(initializer instanceof Initializer.GlorotUniform)) {
      throw Problems.usage(
          "graph file in YAML",
          initializer.toString(),
          "one of " + String.join(", ", NAMES),
          "choose another initialiser");
    }
    return keys;
  }

  private static void put(Map<String, Object> keys, String name, double scale, double otherwise) {
    keys.put(NAME, name);
    if (scale != otherwise) {
      keys.put(SCALE, scale);
    }
  }
}
