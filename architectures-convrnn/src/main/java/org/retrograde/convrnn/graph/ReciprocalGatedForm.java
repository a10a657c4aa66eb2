// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.retrograde.api.graph.Activation;

/** The published settings of the reciprocal gated cell; single switches may still be set. */
public enum ReciprocalGatedForm {
  /** The equations of Nayebi et al. 2018: logistic gates, and both states read x itself. */
  TEXTBOOK {
    @Override
    void set(Map<ReciprocalGatedSwitch, Object> values) {
      values.put(ReciprocalGatedSwitch.TAU_NONLINEARITY, Activation.SIGMOID.id());
      values.put(ReciprocalGatedSwitch.GATE_NONLINEARITY, Activation.SIGMOID.id());
    }
  },
  /** The cell of the published 5-layer network {@code rgc_shallow}. */
  SHALLOW {
    @Override
    void set(Map<ReciprocalGatedSwitch, Object> values) {
      TEXTBOOK.set(values);
      values.put(ReciprocalGatedSwitch.INPUT_TO_CELL, true);
      values.put(ReciprocalGatedSwitch.RESIDUAL_TO_OUT_GATE, true);
    }
  },
  /** The cell that the search found, of the published 10-layer network {@code rgc_intermediate}. */
  MEDIAN {
    @Override
    void set(Map<ReciprocalGatedSwitch, Object> values) {
      values.put(ReciprocalGatedSwitch.TAU_KERNEL, 7L);
      values.put(ReciprocalGatedSwitch.GATE_KERNEL, 7L);
      values.put(ReciprocalGatedSwitch.FEEDFORWARD_KERNEL, 2L);
      values.put(ReciprocalGatedSwitch.FEEDBACK_KERNEL, 1L);
      values.put(ReciprocalGatedSwitch.TAU_SEPARABLE, true);
      values.put(ReciprocalGatedSwitch.GATE_SEPARABLE, true);
      values.put(ReciprocalGatedSwitch.TAU_NONLINEARITY, Activation.SIGMOID.id());
      values.put(ReciprocalGatedSwitch.TAU_OFFSET, DECAY);
      values.put(ReciprocalGatedSwitch.TAU_MULTIPLIER, -DECAY);
      values.put(ReciprocalGatedSwitch.GATE_OFFSET, GATE);
      values.put(ReciprocalGatedSwitch.GATE_MULTIPLIER, -GATE);
      values.put(ReciprocalGatedSwitch.INPUT_ACTIVATION, Activation.ELU.id());
      values.put(ReciprocalGatedSwitch.INPUT_TO_CELL, true);
      values.put(ReciprocalGatedSwitch.INPUT_TO_OUT, true);
      values.put(ReciprocalGatedSwitch.OUT_RESIDUAL, true);
      values.put(ReciprocalGatedSwitch.BIAS, true);
    }
  };

  private static final double DECAY = 0.9219348064291611;
  private static final double GATE = 0.7006566684988862;

  abstract void set(Map<ReciprocalGatedSwitch, Object> values);

  /** All switches. */
  Map<ReciprocalGatedSwitch, Object> switches() {
    Map<ReciprocalGatedSwitch, Object> values = new EnumMap<>(ReciprocalGatedSwitch.class);
    for (ReciprocalGatedSwitch each : ReciprocalGatedSwitch.values()) {
      values.put(each, each.defaultValue());
    }
    set(values);
    return values;
  }

  /** The options by which others differ from this form. */
  Map<String, Object> differences(Map<ReciprocalGatedSwitch, Object> others) {
    Map<String, Object> differences = new LinkedHashMap<>();
    switches()
        .forEach(
            (each, value) -> {
              Object other = Objects.requireNonNull(others.get(each));
              if (!other.equals(value)) {
                differences.put(each.option(), other);
              }
            });
    return differences;
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Words::of).toList();
  }
}
