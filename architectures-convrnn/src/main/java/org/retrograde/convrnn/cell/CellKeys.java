// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** Parameters that several cells have, and what they mean. */
final class CellKeys {

  private static final String GLOROT = "glorot-uniform";
  private static final String VARIANCE_SCALING = "variance-scaling";
  private static final String INITIALIZER = "initializer";
  private static final String SCALE = "initializerScale";
  private static final String BIAS_START = "biasStart";

  private CellKeys() {}

  static ParameterSpec kernel() {
    return ParameterSpec.integer(
        "kernel", "pixels", 3, 1, Integer.MAX_VALUE, "height and width of the kernels");
  }

  static ParameterSpec channels() {
    return ParameterSpec.integer(
            "channels",
            "channels",
            1,
            1,
            Integer.MAX_VALUE,
            "output channels, by default the input's")
        .asOptional();
  }

  static ParameterSpec forgetBias() {
    double any = Double.POSITIVE_INFINITY;
    return ParameterSpec.decimal(
        "forgetBias", "1", 1, -any, any, "added to the gate that keeps the state");
  }

  static ParameterSpec layerNorm() {
    return ParameterSpec.flag(
        "layerNorm", false, "whether sums are normalised over each image before nonlinearities");
  }

  /** A cell's own parameters, and those of how its weights start. */
  static ParameterTable table(ParameterSpec... own) {
    return new ParameterTable(Stream.concat(Arrays.stream(own), initializers().stream()).toList());
  }

  private static List<ParameterSpec> initializers() {
    double any = Double.POSITIVE_INFINITY;
    return List.of(
        ParameterSpec.choice(
            INITIALIZER, GLOROT, List.of(GLOROT, VARIANCE_SCALING), "how kernels are drawn"),
        ParameterSpec.decimal(
            SCALE, "1", 1, 1e-6, any, "variance times fan-in, for variance-scaling"),
        ParameterSpec.decimal(BIAS_START, "1", 0, -any, any, "biases before the first step"));
  }

  static Initializer weights(Parameters parameters) {
    return parameters.text(INITIALIZER).equals(GLOROT)
        ? new Initializer.GlorotUniform()
        : new Initializer.TruncatedFanIn(parameters.decimal(SCALE));
  }

  static double biasStart(Parameters parameters) {
    return parameters.decimal(BIAS_START);
  }

  static int channels(Parameters parameters, int otherwise) {
    return parameters.has("channels") ? parameters.size("channels") : otherwise;
  }

  /** A convolution that keeps height and width, with a bias. */
  static ConvolutionSpec convolution(int filters, Parameters parameters, double bias) {
    return new ConvolutionSpec(
        filters,
        parameters.size("kernel"),
        1,
        Padding.SAME,
        Optional.of(new Initializer.Constant(bias)),
        weights(parameters));
  }
}
