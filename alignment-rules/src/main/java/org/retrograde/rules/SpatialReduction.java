// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.SynapticSignals;

/**
 * How a term that depends on activity treats the positions at which a convolution's kernel meets
 * its input.
 */
public enum SpatialReduction {
  /**
   * They add up, as in Kunin et al. 2020, so that a term's weight grows with the area of the
   * layer's output.
   */
  SUM,
  /** Their mean is taken, so that a coefficient means the same at every layer. */
  MEAN;

  private static final String KEY = "spatialReduction";

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SpatialReduction of(Parameters parameters) {
    return of(parameters.text(KEY));
  }

  static ParameterSpec spec() {
    return ParameterSpec.choice(
        KEY,
        SUM.id(),
        ids(),
        "whether activity terms add up over a convolution's positions, or are their mean");
  }

  private static SpatialReduction of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  private static List<String> ids() {
    return Arrays.stream(values()).map(SpatialReduction::id).toList();
  }

  /**
   * Activity terms are means over N images; the mean over positions too, and over time steps where
   * there are several, is one over N times their number. Terms of the weights alone do not read N,
   * and stay as they are.
   */
  SynapticSignals applyTo(SynapticSignals signals) {
    if (this == SUM) {
      return signals;
    }
    int places = Math.multiplyExact(signals.map().positions(), signals.uses());
    return signals.withBatch(Math.multiplyExact(signals.batch(), places));
  }
}
