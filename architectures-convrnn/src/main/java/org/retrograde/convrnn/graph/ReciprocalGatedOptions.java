// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.DropoutSpec;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;

/** The switches of a reciprocal gated cell, each with a value: a form's, or one of its own. */
public final class ReciprocalGatedOptions {

  /** The key that chooses a {@link ReciprocalGatedForm}. */
  public static final String FORM = "form";

  /** The key of the number of channels of the cell state; without it, as many as the output has. */
  public static final String CELL_CHANNELS = "cellChannels";

  static final List<String> ENTRIES = List.of("input", "cell", "out");

  private final Map<ReciprocalGatedSwitch, Object> switches;
  private final Map<String, Object> others;

  private ReciprocalGatedOptions(
      Map<ReciprocalGatedSwitch, Object> switches, Map<String, Object> others) {
    this.switches = Collections.unmodifiableMap(switches);
    this.others = Collections.unmodifiableMap(others);
  }

  /**
   * Fills in what a form says.
   *
   * @param options values by key, as {@link #table} has them; other keys are kept as they are
   * @return the options; without a form, the textbook's
   */
  public static ReciprocalGatedOptions of(Map<String, Object> options) {
    String form = String.valueOf(options.getOrDefault(FORM, "textbook"));
    Map<ReciprocalGatedSwitch, Object> switches =
        ReciprocalGatedForm.valueOf(form.toUpperCase(Locale.ROOT)).switches();
    Map<String, Object> others = new LinkedHashMap<>(options);
    others.remove(FORM);
    for (ReciprocalGatedSwitch each : ReciprocalGatedSwitch.values()) {
      if (options.containsKey(each.option())) {
        switches.put(each, options.get(each.option()));
        others.remove(each.option());
      }
    }
    return new ReciprocalGatedOptions(switches, others);
  }

  static ReciprocalGatedOptions of(
      Map<ReciprocalGatedSwitch, Object> switches, Map<String, Object> others) {
    return new ReciprocalGatedOptions(new EnumMap<>(switches), new LinkedHashMap<>(others));
  }

  /**
   * Returns the parameters for a cell plugin.
   *
   * @return the form, {@code cellChannels}, and every switch without a default
   */
  public static ParameterTable table() {
    return new ParameterTable(
        Stream.concat(
                Stream.of(
                    ParameterSpec.choice(
                        FORM, "textbook", ReciprocalGatedForm.ids(), "the published settings"),
                    ParameterSpec.integer(
                            CELL_CHANNELS,
                            "channels",
                            1,
                            1,
                            Integer.MAX_VALUE,
                            "channels of the cell state, by default the output's")
                        .asOptional()),
                Stream.of(ReciprocalGatedSwitch.values()).map(ReciprocalGatedSwitch::parameter))
            .toList());
  }

  /**
   * Returns the shortest map that means the same.
   *
   * @return the form from which the fewest switches differ, these switches, and all other keys
   */
  public Map<String, Object> toOptions() {
    ReciprocalGatedForm best = ReciprocalGatedForm.TEXTBOOK;
    for (ReciprocalGatedForm form : ReciprocalGatedForm.values()) {
      if (form.differences(switches).size() < best.differences(switches).size()) {
        best = form;
      }
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(FORM, Words.of(best));
    options.putAll(others);
    options.putAll(best.differences(switches));
    return options;
  }

  /**
   * Returns a kernel's side.
   *
   * @param option for example {@code tauKernel}; {@code cellTauKernel} falls back to it
   * @return pixels, 0 for none
   */
  public int kernel(String option) {
    int kernel = Math.toIntExact((Long) value(option));
    return kernel == 0 && option.equals("cellTauKernel") ? kernel("tauKernel") : kernel;
  }

  /**
   * Returns a switch.
   *
   * @param option for example {@code inputToCell}
   * @return whether it is on
   */
  public boolean flag(String option) {
    return (Boolean) value(option);
  }

  /**
   * Returns a number.
   *
   * @param option for example {@code tauOffset}
   * @return its value
   */
  public double decimal(String option) {
    return ((Number) value(option)).doubleValue();
  }

  /**
   * Returns a nonlinearity.
   *
   * @param option for example {@code tauNonlinearity}
   * @return the nonlinearity
   */
  public Activation activation(String option) {
    return Activation.of((String) value(option));
  }

  /**
   * Returns how often an image loses what a convolution gives.
   *
   * @return the chance in the end, and the epochs until then
   * @throws org.retrograde.api.error.RetrogradeException if they are out of range
   */
  public DropoutSpec dropout() {
    double chance = decimal("recurrentDropout");
    double epochs = decimal("recurrentDropoutEpochs");
    if (!(chance >= 0 && chance < 1) || !(epochs >= 0)) {
      throw RetrogradeException.usage(
          new Problem(
              "reciprocal-gated cell",
              "recurrentDropout " + chance + " over " + epochs + " epochs",
              "a chance from 0 to below 1, and epochs from 0",
              "set for example recurrentDropout: 0.1"));
    }
    return new DropoutSpec(chance, epochs);
  }

  /**
   * Returns where feedback enters.
   *
   * @return {@code input}, {@code cell} or {@code out}
   */
  public String feedbackEntry() {
    return (String) value(ReciprocalGatedSwitch.FEEDBACK_ENTRY.option());
  }

  /**
   * Returns the channels of the cell state.
   *
   * @return the number, empty for as many as the output has
   */
  public OptionalInt cellChannels() {
    return others.get(CELL_CHANNELS) instanceof Number count
        ? OptionalInt.of(count.intValue())
        : OptionalInt.empty();
  }

  /**
   * Tells whether there is a cell state beside the output.
   *
   * @return false if the gates' kernel is 0
   */
  public boolean hasCell() {
    return kernel("gateKernel") > 0;
  }

  Map<ReciprocalGatedSwitch, Object> switches() {
    return switches;
  }

  Map<String, Object> others() {
    return others;
  }

  private Object value(String option) {
    List<ReciprocalGatedSwitch> found = new ArrayList<>();
    for (ReciprocalGatedSwitch each : ReciprocalGatedSwitch.values()) {
      if (each.option().equals(option)) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no switch '" + option + "'");
    }
    return Objects.requireNonNull(switches.get(found.get(0)));
  }
}
