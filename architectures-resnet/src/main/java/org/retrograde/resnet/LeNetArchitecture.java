// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * LeNet-5 (LeCun et al. 1998, section II.B) in its modern form: full connections between the two
 * convolutions, one nonlinearity throughout, a softmax at the end.
 *
 * <p>conv1 5×5 with 6 filters, pool1 2×2, conv2 5×5 with 16 filters, pool2 2×2, dense1 120, dense2
 * 84, logits. With 1 channel and 10 classes it has 61,706 parameters on 28×28 images with padding
 * 2, and on 32×32 images with padding 0. The pooled activations {@code pool1}, {@code pool2} and
 * the activations {@code dense1.activation}, {@code dense2.activation} can be read out.
 */
public final class LeNetArchitecture implements Architecture {

  private static final int KERNEL = 5;
  private static final int POOL = 2;

  /** Creates the plugin; the service loader calls this. */
  public LeNetArchitecture() {}

  @Override
  public String id() {
    return "lenet";
  }

  @Override
  public String description() {
    return "LeNet-5: two 5x5 convolutions with pooling, two hidden dense layers";
  }

  @Override
  public String source() {
    return "LeCun et al. 1998, section II.B, with full connections between the convolutions";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.integer(
            "padding",
            "pixels",
            2,
            0,
            KERNEL - 1,
            "border of the first convolution on each side; 2 suits 28x28 images, 0 is the original"
                + " on 32x32"),
        ParameterSpec.choice(
            "activation",
            Activation.RELU.id(),
            Activation.ids(),
            "the nonlinearity of both convolutions and both hidden layers"),
        ParameterSpec.choice(
            "pooling", "max", List.of("max", "average"), "what is taken over each 2x2 window"),
        InitializerChoice.spec(InitializerChoice.GLOROT_UNIFORM, "all layers"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.retrograde.api.error.RetrogradeException if the images are too small: below 12×12
   *     with padding 2, below 16×16 with padding 0
   */
  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    Initializer weights = InitializerChoice.of(parameters);
    Tensor x = stage(builder, builder.input(), 1, 6, parameters.size("padding"), parameters);
    x = builder.flatten(stage(builder, x, 2, 16, 0, parameters));
    x = hidden(builder, x, 1, 120, parameters);
    x = hidden(builder, x, 2, 84, parameters);
    return builder.dense("logits", x, builder.classes(), true, weights);
  }

  private static Tensor stage(
      NetworkBuilder builder,
      Tensor x,
      int index,
      int filters,
      int padding,
      Parameters parameters) {
    String convolution = "conv" + index;
    LayerCheck.requireWindow("layer '" + convolution + "'", x, KERNEL, padding);
    Initializer weights = InitializerChoice.of(parameters);
    Tensor y =
        builder.convolution(
            convolution, x, new ConvolutionSpec(filters, KERNEL, 1, padding, true, weights));
    y = builder.activation(Activation.of(parameters.text("activation")), y);
    String pool = "pool" + index;
    LayerCheck.requireWindow("layer '" + pool + "'", y, POOL, 0);
    return builder.layer(
        pool,
        parameters.text("pooling").equals("max")
            ? builder.maxPool(y, POOL, POOL, 0)
            : builder.averagePool(y, POOL, POOL, 0));
  }

  private static Tensor hidden(
      NetworkBuilder builder, Tensor x, int index, int units, Parameters parameters) {
    String name = "dense" + index;
    Tensor y = builder.dense(name, x, units, true, InitializerChoice.of(parameters));
    Activation activation = Activation.of(parameters.text("activation"));
    return builder.layer(name + ".activation", builder.activation(activation, y));
  }
}
