// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.retrograde.convrnn.graph.CellSpec;
import org.retrograde.convrnn.graph.ReciprocalGatedOptions;

/** The cells of the published networks, layer by layer. */
final class ZooCells {

  static final double LSTM_FEEDFORWARD_SCALE = 1.7261411;
  static final double LSTM_FEEDFORWARD_DECAY = 3.47954e-6;

  private static final double WEIGHT_DECAY = 1e-4;
  private static final double MEDIAN_SCALE = 0.6393378386273998;
  private static final double MEDIAN_DECAY = 2.033999204146308e-4;
  private static final int MEDIAN_CELL_CHANNELS = 64;

  /** Of decays and gates; on smaller maps as large as the map, as the published code has it. */
  private static final int MEDIAN_KERNEL = 7;

  /** What a search chose for the shallow network's LSTM in one layer. */
  private record Searched(
      int kernel, boolean peepholes, double forgetBias, double scale, double bias, double decay) {}

  private static final Map<String, Searched> SHALLOW_LSTM =
      Map.of(
          "conv3", new Searched(2, false, 1.3561755, 0.7008843, 1.6427689, 5.43433e-6),
          "conv4", new Searched(3, true, 0.9779629, 1.8314561, -1.1660189, 7.61261e-6),
          "conv5", new Searched(4, false, 0.9249280, 0.8937637, -1.3495016, 3.03805e-6));

  private ZooCells() {}

  static Optional<CellSpec> of(ZooModel model, ZooLayer layer, int channels, int side) {
    Map<String, Object> options = new LinkedHashMap<>();
    String id = model.cell().id();
    boolean shallow = model.depth() == ZooDepth.SHALLOW;
    return switch (model.cell()) {
      case FEEDFORWARD -> Optional.empty();
      case TIME_DECAY -> {
        options.put("decay", 0.0);
        options.put("trainable", true);
        yield Optional.of(CellSpec.of(id, options));
      }
      case RECIPROCAL_GATED -> Optional.of(reciprocalGated(model, channels, side));
      case LSTM -> Optional.of(shallow ? searched(layer.name(), channels) : plain(id, channels));
      case SIMPLE_RNN -> {
        options.putAll(plain(id, channels).options());
        options.put("layerNorm", shallow);
        yield Optional.of(new CellSpec(id, options, WEIGHT_DECAY));
      }
      default -> Optional.of(plain(id, channels));
    };
  }

  static int scaled(int published, double width) {
    return Math.toIntExact(Math.max(1, Math.round(published * width)));
  }

  private static CellSpec plain(String id, int channels) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(CellSpec.CHANNELS, channels);
    options.put("kernel", 3);
    return new CellSpec(id, options, WEIGHT_DECAY);
  }

  private static CellSpec searched(String layer, int channels) {
    Searched found = Objects.requireNonNull(SHALLOW_LSTM.get(layer));
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(CellSpec.CHANNELS, channels);
    options.put("kernel", found.kernel());
    if (found.peepholes()) {
      options.put("peepholes", true);
    }
    options.put("layerNorm", true);
    options.put("forgetBias", found.forgetBias());
    options.put("initializer", "variance-scaling");
    options.put("initializerScale", found.scale());
    options.put("biasStart", found.bias());
    return new CellSpec(CellSpec.LSTM, options, found.decay());
  }

  private static CellSpec reciprocalGated(ZooModel model, int channels, int side) {
    Map<String, Object> options = new LinkedHashMap<>();
    boolean shallow = model.depth() == ZooDepth.SHALLOW;
    options.put(ReciprocalGatedOptions.FORM, shallow ? "shallow" : "median");
    int cell = shallow ? channels : scaled(MEDIAN_CELL_CHANNELS, model.width());
    options.put(ReciprocalGatedOptions.CELL_CHANNELS, cell);
    if (!shallow) {
      if (side < MEDIAN_KERNEL) {
        options.put("tauKernel", side);
        options.put("gateKernel", side);
      }
      options.put("initializer", "variance-scaling");
      options.put("initializerScale", MEDIAN_SCALE);
    }
    return new CellSpec(CellSpec.RECIPROCAL_GATED, options, shallow ? WEIGHT_DECAY : MEDIAN_DECAY);
  }
}
