// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.RetrogradeException;

/** Parameters and states of the cells that come with this module. */
final class CellLayouts {

  private static final List<String> EQUAL_CHANNELS =
      List.of(CellSpec.TIME_DECAY, CellSpec.INTERSECTION_RNN, CellSpec.RECIPROCAL_GATED);

  private CellLayouts() {}

  static boolean needsEqualChannels(CellSpec cell) {
    return EQUAL_CHANNELS.contains(cell.id());
  }

  /** The channels of all states together. */
  static int stateChannels(CellSpec cell, ValueShape output) {
    return switch (cell.id()) {
      case CellSpec.LSTM -> 2 * output.channels();
      case CellSpec.RECIPROCAL_GATED -> reciprocal(cell, output).stateChannels();
      default -> output.channels();
    };
  }

  static void add(CellSpec cell, NodeShapes shapes, LayoutBuilder layout) {
    ValueShape x = shapes.cellInput();
    ValueShape h = shapes.cell();
    switch (cell.id()) {
      case CellSpec.TIME_DECAY -> layout.decay(CellOptions.of(cell).flag("trainable", true));
      case CellSpec.SIMPLE_RNN -> simple(CellOptions.of(cell), x, h, layout);
      case CellSpec.LSTM -> lstm(CellOptions.of(cell), x, h, layout);
      case CellSpec.GRU -> gru(CellOptions.of(cell), x, h, layout);
      case CellSpec.UGRNN -> gates(CellOptions.of(cell), "cell", 2, x, h, layout);
      case CellSpec.INTERSECTION_RNN -> gates(CellOptions.of(cell), "cell", 4, x, h, layout);
      case CellSpec.RECIPROCAL_GATED ->
          reciprocal(cell, h).add(shapes.harbor(), shapes.feedback(), layout);
      default -> throw unknown(cell);
    }
  }

  private static ReciprocalGatedLayout reciprocal(CellSpec cell, ValueShape output) {
    return new ReciprocalGatedLayout(ReciprocalGatedOptions.of(cell.options()), output);
  }

  private static void simple(
      CellOptions options, ValueShape x, ValueShape h, LayoutBuilder layout) {
    layout.convolution("cell.input", options.kernel(), x.channels(), h, true);
    layout.convolution("cell.state", options.kernel(), h.channels(), h, true);
    if (options.flag("layerNorm", false)) {
      layout.layerNorm("cell.layerNorm", h.channels());
    }
  }

  private static void gates(
      CellOptions options, String layer, int parts, ValueShape x, ValueShape h, LayoutBuilder to) {
    ValueShape all = h.withChannels(parts * h.channels());
    to.convolution(layer, options.kernel(), x.channels() + h.channels(), all, true);
  }

  private static void gru(CellOptions options, ValueShape x, ValueShape h, LayoutBuilder layout) {
    gates(options, "cell.gates", 2, x, h, layout);
    gates(options, "cell.candidate", 1, x, h, layout);
    if (options.flag("layerNorm", false)) {
      List.of("reset", "update", "candidate")
          .forEach(part -> layout.layerNorm("cell." + part, h.channels()));
    }
  }

  private static void lstm(CellOptions options, ValueShape x, ValueShape h, LayoutBuilder layout) {
    gates(options, "cell", 4, x, h, layout);
    if (options.flag("peepholes", false)) {
      for (String gate : List.of("forget", "input", "output")) {
        layout.plain("cell.peephole." + gate, h.height(), h.width(), h.channels());
      }
    }
    if (options.flag("layerNorm", false)) {
      List.of("input", "candidate", "forget", "output", "state")
          .forEach(part -> layout.layerNorm("cell." + part, h.channels()));
    }
  }

  private static RetrogradeException unknown(CellSpec cell) {
    return Problems.usage(
        "cell '" + cell.id() + "'",
        "a cell whose parameters are not known without building it",
        "one of " + String.join(", ", CellIds.PREFIXES.keySet()),
        "build the network and count there");
  }

  /** Options with their defaults. */
  private record CellOptions(Map<String, Object> values) {

    static CellOptions of(CellSpec cell) {
      return new CellOptions(cell.options());
    }

    boolean flag(String name, boolean otherwise) {
      return Optional.ofNullable(values.get(name)).map(Boolean.TRUE::equals).orElse(otherwise);
    }

    int kernel() {
      return values.get("kernel") instanceof Number kernel ? kernel.intValue() : 3;
    }
  }
}
