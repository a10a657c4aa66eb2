// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.Optional;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.convrnn.graph.ReciprocalGatedOptions;

/** The convolutions of a reciprocal gated cell. */
record ReciprocalWays(
    SharedLayers layers, CellSite site, ReciprocalGatedOptions options, Parameters parameters) {

  private static final Initializer.GlorotUniform GLOROT = new Initializer.GlorotUniform();
  private static final BatchNormSpec NORM = new BatchNormSpec(0.9, 1e-5, 1);
  private static final double GATE_SCALE = 0.1;

  /** A dense convolution, or a depthwise and a pointwise one with the bias of both. */
  Tensor way(String name, Tensor x, String separable, String kernel, int filters) {
    int pixels = options.kernel(kernel);
    if (!options.flag(separable)) {
      Tensor y = convolution(name, x, pixels, filters, options.flag("bias"));
      return finished(name, kernel, y);
    }
    Tensor first = options.flag("separableRepeat") ? repeated(name, x, pixels) : x;
    Tensor y =
        convolution(
            name + ".pointwise", depthwise(name + ".depthwise", first, pixels), 1, filters, true);
    return finished(name, kernel, y);
  }

  private Tensor repeated(String name, Tensor x, int pixels) {
    return layers.activation(Activation.ELU, depthwise(name + ".repeat", x, pixels));
  }

  private Tensor depthwise(String name, Tensor x, int pixels) {
    return layers.depthwise(site.layer(name), x, pixels, CellKeys.weights(parameters));
  }

  /** A dense convolution without bias, if a switch is on. */
  Optional<Tensor> extra(String flag, String name, Tensor x, String kernel, int filters) {
    return options.flag(flag)
        ? Optional.of(
            finished(name, kernel, convolution(name, x, options.kernel(kernel), filters, false)))
        : Optional.empty();
  }

  private Tensor finished(String name, String kernel, Tensor y) {
    Tensor normed =
        options.flag("batchNorm")
            ? layers.batchNorm(
                site.layer(name + ".batchNorm"), y, NORM.withInitialScale(startScale(kernel)))
            : y;
    return layers.dropout(site.layer(name), normed, options.dropout());
  }

  /** Gates start nearly open, and feedback that nothing bounds starts as nothing. */
  private double startScale(String kernel) {
    return switch (kernel) {
      case "tauKernel", "cellTauKernel", "gateKernel" -> GATE_SCALE;
      case "feedbackKernel" ->
          options.activation("feedbackActivation") == Activation.LINEAR ? 0 : 1;
      default -> 1;
    };
  }

  /** The residual from where it entered the node to the size and channels of the output. */
  Tensor residual(Tensor residual, Tensor x) {
    Tensor resized = layers.resize(residual, x.length(1), x.length(2));
    return resized.channels() == x.channels()
        ? resized
        : layers.convolution(
            site.layer("out.residual"), resized, spec(1, x.channels(), false, GLOROT));
  }

  /** x, after what feedback adds to it. */
  Tensor entering(CellInput input) {
    Tensor x = input.input();
    Tensor sum =
        options.feedbackEntry().equals("input")
            ? input.feedback().map(f -> layers.add(x, feedback(f, x.channels()))).orElse(x)
            : x;
    return layers.activation(options.activation("inputActivation"), sum);
  }

  Tensor feedback(Tensor feedback, int filters) {
    String name = options.feedbackEntry() + ".feedback";
    return layers.activation(
        options.activation("feedbackActivation"),
        way(name, feedback, "feedbackSeparable", "feedbackKernel", filters));
  }

  private Tensor convolution(String name, Tensor x, int kernel, int filters, boolean bias) {
    return layers.convolution(
        site.layer(name), x, spec(kernel, filters, bias, CellKeys.weights(parameters)));
  }

  private ConvolutionSpec spec(int kernel, int filters, boolean bias, Initializer weights) {
    Optional<Initializer> start =
        bias && !options.flag("batchNorm")
            ? Optional.of(new Initializer.Constant(CellKeys.biasStart(parameters)))
            : Optional.empty();
    return new ConvolutionSpec(filters, kernel, 1, Padding.SAME, start, weights);
  }
}
