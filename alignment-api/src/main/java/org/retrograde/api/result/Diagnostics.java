// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a fixed batch says of a synapse, or of all synapses together. What has no meaning there, or
 * no value since a vector is zero, is absent.
 *
 * @param quantities the quantities; every value is finite
 * @param primitives the value of each primitive of an alignment loss, by its id, with K for B;
 *     every value is finite
 */
public record Diagnostics(Map<Quantity, Double> quantities, Map<String, Double> primitives) {

  /** Copies the maps, in the order of the quantities and of the given primitives. */
  public Diagnostics {
    Map<Quantity, Double> ordered = new EnumMap<>(Quantity.class);
    ordered.putAll(quantities);
    quantities = Collections.unmodifiableMap(ordered);
    primitives = Collections.unmodifiableMap(new LinkedHashMap<>(primitives));
    requireFinite(quantities);
    requireFinite(primitives);
  }

  /**
   * Nothing.
   *
   * @return the record without a value
   */
  public static Diagnostics none() {
    return new Diagnostics(Map.of(), Map.of());
  }

  /**
   * Returns a quantity.
   *
   * @param quantity which
   * @return its value, empty if it is absent
   */
  public OptionalDouble get(Quantity quantity) {
    Double value = quantities.get(quantity);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static void requireFinite(Map<?, Double> values) {
    values.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "what has no value is absent, found " + name + " of " + value);
          }
        });
  }
}
