// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.datasets.Preparation;

/** What is done to images of any dataset, between the keys of a file and the settings. */
final class Preparations {

  private static final String RESIZE = "resize";
  private static final String MEAN = "mean";
  private static final String DEVIATION = "deviation";
  private static final String VALIDATION = "validation";
  private static final String VALIDATION_SEED = "validationSeed";

  private Preparations() {}

  static ParameterTable keys() {
    return ParameterTable.of(
        ParameterSpec.integer(
            RESIZE,
            "pixels",
            0,
            0,
            4096,
            "height and width to which images are enlarged (bilinear, rounded to bytes as Pillow"
                + " does), 0 for none"),
        ParameterSpec.decimal(
                MEAN,
                "1",
                0,
                -1e6,
                1e6,
                "subtracted from pixels on the scale 0 to 1; absent: the training images' mean")
            .asOptional(),
        ParameterSpec.decimal(
                DEVIATION,
                "1",
                1,
                Double.MIN_NORMAL,
                1e6,
                "divides pixels after that; absent: the training images' standard deviation")
            .asOptional(),
        ParameterSpec.decimal(
            VALIDATION,
            "1",
            0,
            0,
            Math.nextDown(1.0),
            "the share of training images that is held out and tested on instead of the test"
                + " images, 0 for none"),
        ParameterSpec.integer(
            VALIDATION_SEED, "1", 1, 0, Long.MAX_VALUE, "what decides which images are held out"));
  }

  static Preparation of(Parameters keys, KeyLocation location) {
    requireBoth(keys, location);
    return new Preparation(
        keys.size(RESIZE),
        number(keys, MEAN),
        number(keys, DEVIATION),
        keys.decimal(VALIDATION),
        keys.integer(VALIDATION_SEED));
  }

  /** Returns the keys by which {@link #of} reads the same preparation. */
  static Map<String, Object> values(Preparation preparation) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(RESIZE, preparation.resize());
    preparation.mean().ifPresent(mean -> values.put(MEAN, mean));
    preparation.deviation().ifPresent(deviation -> values.put(DEVIATION, deviation));
    values.put(VALIDATION, preparation.validation());
    values.put(VALIDATION_SEED, preparation.validationSeed());
    return values;
  }

  private static OptionalDouble number(Parameters keys, String name) {
    return keys.has(name) ? OptionalDouble.of(keys.decimal(name)) : OptionalDouble.empty();
  }

  private static void requireBoth(Parameters keys, KeyLocation location) {
    if (keys.has(MEAN) != keys.has(DEVIATION)) {
      String given = keys.has(MEAN) ? MEAN : DEVIATION;
      String missing = keys.has(MEAN) ? DEVIATION : MEAN;
      throw RetrogradeException.usage(
          new Problem(
              location.of(given),
              given + " without " + missing,
              "both or neither",
              "add '" + missing + "', or remove '" + given + "'"));
    }
  }
}
