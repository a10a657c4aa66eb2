// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * A plain stack of layers, from a list.
 *
 * <p>The output of every layer can be read out under the layer's name; where a nonlinearity
 * follows, that is before it, and {@code name.activation} is after it.
 */
public final class SequentialArchitecture implements Architecture {

  /** Creates the plugin; the service loader calls this. */
  public SequentialArchitecture() {}

  @Override
  public String id() {
    return "sequential";
  }

  @Override
  public String description() {
    return "A stack of layers from a list: conv2d, dense, pooling, batch_norm, flatten";
  }

  @Override
  public String source() {
    return "the layers' usual definitions; initialisers after Glorot and Bengio 2010, LeCun et al."
        + " 1998 and He et al. 2015";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.integers(
                "input",
                "pixels, pixels, channels",
                List.of(),
                1,
                Integer.MAX_VALUE,
                "the image shape [height, width, channels], checked against the data set if given")
            .asOptional(),
        InitializerChoice.spec(InitializerChoice.GLOROT_UNIFORM, "all layers"),
        ParameterSpec.records(
            "layers", SequentialLayer.table(), "the layers, from images to logits"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws RetrogradeException naming the layer, if a key is missing or belongs to another type of
   *     layer, a name stands twice, a layer does not fit its input, or the last one does not give
   *     one logit a class
   */
  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    requireInput(builder.input(), parameters);
    List<SequentialLayer> layers = layers(parameters);
    Initializer weights = InitializerChoice.of(parameters);
    Tensor x = builder.input();
    for (SequentialLayer layer : layers) {
      x = append(builder, x, layer, weights);
    }
    requireLogits(layers.get(layers.size() - 1), x, builder.classes());
    return x;
  }

  private static List<SequentialLayer> layers(Parameters parameters) {
    List<Parameters> records = parameters.records("layers");
    List<SequentialLayer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < records.size(); i++) {
      SequentialLayer layer = SequentialLayer.of(records.get(i), i);
      layers.add(layer);
      requireNew(layer, layer.name(), names);
      if (layer.activation() != Activation.LINEAR) {
        requireNew(layer, activationName(layer), names);
      }
    }
    requireWeights(layers);
    return layers;
  }

  private static Tensor append(
      NetworkBuilder builder, Tensor x, SequentialLayer layer, Initializer weights) {
    Tensor y = transform(builder, x, layer, weights);
    Activation activation = layer.activation();
    return activation == Activation.LINEAR
        ? y
        : builder.layer(activationName(layer), builder.activation(activation, y));
  }

  private static String activationName(SequentialLayer layer) {
    return layer.name() + ".activation";
  }

  private static Tensor transform(
      NetworkBuilder builder, Tensor x, SequentialLayer layer, Initializer weights) {
    String name = layer.name();
    return switch (layer.type()) {
      case CONV2D -> convolution(builder, x, layer, weights);
      case DENSE -> dense(builder, x, layer, weights);
      case MAX_POOL, AVG_POOL -> builder.layer(name, pool(builder, x, layer));
      case GLOBAL_AVG_POOL -> builder.layer(name, globalPool(builder, x, layer));
      case BATCH_NORM -> builder.batchNorm(name, x, layer.batchNorm());
      case FLATTEN -> builder.layer(name, builder.flatten(x));
    };
  }

  private static Tensor convolution(
      NetworkBuilder builder, Tensor x, SequentialLayer layer, Initializer weights) {
    LayerCheck.requireWindow(layer.where(), x, layer.kernel(), layer.padding());
    return builder.convolution(layer.name(), x, layer.convolution(weights));
  }

  private static Tensor dense(
      NetworkBuilder builder, Tensor x, SequentialLayer layer, Initializer weights) {
    LayerCheck.requireFeatures(layer.where(), x);
    return builder.dense(layer.name(), x, layer.units(), layer.bias(), weights);
  }

  private static Tensor pool(NetworkBuilder builder, Tensor x, SequentialLayer layer) {
    LayerCheck.requireWindow(layer.where(), x, layer.kernel(), layer.padding());
    if (layer.padding() >= layer.kernel()) {
      throw layer.problem(
          "padding " + layer.padding(),
          "less than the kernel, " + layer.kernel(),
          "choose a smaller padding or a larger kernel");
    }
    return layer.type() == LayerType.MAX_POOL
        ? builder.maxPool(x, layer.kernel(), layer.stride(), layer.padding())
        : builder.averagePool(x, layer.kernel(), layer.stride(), layer.padding());
  }

  private static Tensor globalPool(NetworkBuilder builder, Tensor x, SequentialLayer layer) {
    LayerCheck.requireImages(layer.where(), x);
    return builder.globalAveragePool(x);
  }

  private static void requireNew(SequentialLayer layer, String name, Set<String> names) {
    if (!names.add(name)) {
      throw layer.problem(
          "the name '" + name + "' a second time", "a name of its own", "rename one of the two");
    }
  }

  private static void requireWeights(List<SequentialLayer> layers) {
    if (layers.stream().noneMatch(layer -> layer.type().hasWeights())) {
      throw RetrogradeException.usage(
          new Problem(
              "architecture.layers",
              "no layer with weights",
              "at least one conv2d or dense layer",
              "add a dense layer with one unit a class at the end"));
    }
  }

  private static void requireInput(Tensor input, Parameters parameters) {
    List<Long> actual = input.shape().stream().skip(1).map(Integer::longValue).toList();
    if (parameters.has("input") && !parameters.integers("input").equals(actual)) {
      throw RetrogradeException.usage(
          new Problem(
              "architecture.input",
              String.valueOf(parameters.integers("input")),
              "the data set's image shape " + actual,
              "correct it, or leave it out"));
    }
  }

  private static void requireLogits(SequentialLayer last, Tensor y, int classes) {
    if (y.rank() != 2 || y.channels() != classes) {
      throw last.problem(
          LayerCheck.describe(y) + " as the last output",
          classes + " features, one logit a class",
          "end with a dense layer of " + classes + " units");
    }
  }
}
