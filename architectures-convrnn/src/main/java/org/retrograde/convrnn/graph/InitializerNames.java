// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.retrograde.api.graph.Initializer;

/** Initialisers as graph files name them: a kind and its settings. */
final class InitializerNames {

  private InitializerNames() {}

  /** Reads two keys; without the first, Glorot's uniform. */
  static Initializer read(Keys keys, String kindKey, String settingsKey) {
    String kind = keys.has(kindKey) ? keys.text(kindKey, "the kind of initialiser") : "xavier";
    Keys settings = settings(keys, settingsKey);
    Initializer initializer =
        switch (kind) {
          case "xavier", "glorot_uniform" -> new Initializer.GlorotUniform();
          case "variance_scaling" -> varianceScaling(settings);
          case "random_normal" -> new Initializer.Normal(above(settings, "stddev", 1));
          case "normal" -> new Initializer.NormalFanOut(2);
          case "constant" -> new Initializer.Constant(settings.decimal("value", 0));
          case "zeros" -> new Initializer.Constant(0);
          case "ones" -> new Initializer.Constant(1);
          default ->
              throw keys.wrong(
                  kindKey,
                  kind,
                  "one of xavier, glorot_uniform, variance_scaling, random_normal, normal,"
                      + " constant, zeros, ones");
        };
    settings.ignore("seed", "dtype");
    settings.done();
    return initializer;
  }

  /** The settings, without any if the key is absent or null. */
  static Keys settings(Keys keys, String key) {
    return keys.has(key) ? keys.map(key) : keys.emptyMap(key);
  }

  private static Initializer varianceScaling(Keys settings) {
    settings.only("mode", "fan_in");
    settings.only("distribution", "normal", "truncated_normal");
    return new Initializer.TruncatedFanIn(above(settings, "scale", 1));
  }

  private static double above(Keys settings, String key, double otherwise) {
    double value = settings.decimal(key, otherwise);
    if (value > 0) {
      return value;
    }
    throw settings.wrong(key, value, "a number above 0");
  }

  /** Writes two keys; the second only where there are settings. */
  static Map<String, Object> write(Initializer initializer, String kindKey, String settingsKey) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (initializer instanceof Initializer.GlorotUniform) {
      keys.put(kindKey, "xavier");
    } else if (initializer instanceof Initializer.TruncatedFanIn scaled) {
      keys.put(kindKey, "variance_scaling");
      keys.put(settingsKey, Map.of("scale", scaled.scale()));
    } else if (initializer instanceof Initializer.Normal normal) {
      keys.put(kindKey, "random_normal");
      keys.put(settingsKey, Map.of("stddev", normal.deviation()));
    } else if (initializer instanceof Initializer.Constant constant) {
      keys.put(kindKey, "constant");
      keys.put(settingsKey, Map.of("value", constant.value()));
    } else if (initializer.equals(new Initializer.NormalFanOut(2))) {
      keys.put(kindKey, "normal");
    } else {
      throw Problems.usage(
          "graph file",
          initializer.toString(),
          "an initialiser that TensorFlow has",
          "choose xavier, variance_scaling, random_normal or constant");
    }
    return keys;
  }
}
