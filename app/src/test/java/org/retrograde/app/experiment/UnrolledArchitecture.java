// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;

/** A recurrent convolution over three time steps, before whose first the image has not arrived. */
public final class UnrolledArchitecture implements Architecture {

  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();

  /** An experiment of a moment with it. */
  public static final String EXPERIMENT =
      """
      name: unrolled
      dataset: {id: fashion-mnist, trainingLimit: 32, testLimit: 20}
      architecture: {id: unrolled}
      rules: [{id: feedback-alignment}, {id: backpropagation}]
      training: {epochs: 2, batchSize: 16, evaluationBatchSize: 20, checkpointEvery: 3}
      """;

  /** Returns the plugins that ship with the program, and this one. */
  public static PluginCatalog catalog() {
    PluginCatalog shipped = Samples.catalog();
    Map<String, Found<Architecture>> byId = new LinkedHashMap<>(shipped.architectures().byId());
    byId.put("unrolled", new Found<>("unrolled", new UnrolledArchitecture(), "tests"));
    return new PluginCatalog(
        shipped.rules(),
        shipped.primitives(),
        new Shelf<>(shipped.architectures().noun(), byId),
        shipped.cells(),
        shipped.mappings(),
        shipped.metrics(),
        shipped.datasets(),
        shipped.kernels());
  }

  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    SharedLayers layers = builder.shared();
    ConvolutionSpec spec =
        new ConvolutionSpec(
            2, 3, 2, Padding.SAME, Optional.of(new Initializer.Constant(0)), WEIGHTS);
    ConvolutionSpec back = new ConvolutionSpec(2, 3, 1, Padding.SAME, Optional.empty(), WEIGHTS);
    List<Integer> image = builder.input().shape();
    Tensor blank = layers.constant(0.5, new ImageShape(image.get(1), image.get(2), image.get(3)));
    Tensor state = layers.activation(Activation.TANH, layers.convolution("in", blank, spec));
    TreeMap<Integer, Tensor> logits = new TreeMap<>();
    for (int t = 1; t < 3; t++) {
      Tensor driven = layers.convolution("in", builder.input(), spec);
      state =
          layers.activation(
              Activation.TANH, layers.add(driven, layers.convolution("back", state, back)));
      logits.put(
          t,
          layers.dense(
              "head",
              layers.flatten(state),
              builder.classes(),
              Optional.of(new Initializer.Constant(0)),
              WEIGHTS));
    }
    builder.logitsByStep(logits);
    return logits.lastEntry().getValue();
  }

  @Override
  public String id() {
    return "unrolled";
  }

  @Override
  public String description() {
    return "A recurrent convolution";
  }

  @Override
  public String source() {
    return "tests";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }
}
