// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;

/**
 * A network of blocks drawn at random, in a chain with shortcuts.
 *
 * <p>A nonlinearity follows every bias and every batch norm: a later batch norm would undo them
 * otherwise, and what is left of their gradients would be rounding alone.
 */
public final class RandomNetwork {

  /**
   * Batch norm over two or three values leaves an error that is the difference of nearly equal
   * numbers, hence rounding alone.
   */
  private static final int FEWEST_NORMALISED = 12;

  private static final List<Activation> NONLINEAR =
      List.of(Activation.RELU, Activation.ELU, Activation.TANH, Activation.SIGMOID);

  /** With so large an ε, small variances do not enlarge what the layers before rounded. */
  private static final BatchNormSpec NORM = new BatchNormSpec(0.9, 0.1, 1);

  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();

  private final NetworkBuilder builder;
  private final Random random;
  private final List<Tensor> known = new ArrayList<>();
  private int layers;

  /** A network that the random numbers decide. */
  public RandomNetwork(NetworkBuilder builder, Random random) {
    this.builder = builder;
    this.random = random;
  }

  /** Draws the network. */
  public Network build() {
    Tensor x = convolution(builder.input());
    int blocks = 1 + random.nextInt(6);
    for (int i = 0; i < blocks; i++) {
      known.add(x);
      x = block(x);
    }
    x = random.nextBoolean() ? builder.globalAveragePool(x) : builder.flatten(x);
    if (random.nextBoolean()) {
      Tensor hidden = builder.dense("hidden", x, 5, random.nextBoolean(), WEIGHTS);
      x = nonlinear(hidden);
    }
    return builder.build(builder.dense("logits", x, builder.classes(), true, WEIGHTS));
  }

  private Tensor block(Tensor x) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> random.nextBoolean() ? convolution(x) : biased(x);
      case 2, 3 -> norm(x);
      case 4 -> pooled(x);
      case 5 -> shortcut(x);
      default -> residual(x);
    };
  }

  private Tensor nonlinear(Tensor x) {
    return builder.activation(NONLINEAR.get(random.nextInt(NONLINEAR.size())), x);
  }

  private Tensor convolution(Tensor x) {
    return convolution(x, 2 + random.nextInt(5), false);
  }

  private Tensor biased(Tensor x) {
    return nonlinear(convolution(x, 2 + random.nextInt(5), true));
  }

  private Tensor convolution(Tensor x, int filters, boolean bias) {
    int kernel = Math.min(1 + 2 * random.nextInt(2), Math.min(x.length(1), x.length(2)));
    int stride = 1 + random.nextInt(2);
    int padding = kernel > 1 ? random.nextInt(2) : 0;
    return builder.convolution(
        "layer" + layers++,
        x,
        new ConvolutionSpec(filters, kernel, stride, padding, bias, WEIGHTS));
  }

  private Tensor norm(Tensor x) {
    int values = x.length(0) * x.length(1) * x.length(2);
    return values < FEWEST_NORMALISED
        ? nonlinear(x)
        : nonlinear(builder.batchNorm("layer" + layers++, x, NORM));
  }

  private Tensor pooled(Tensor x) {
    int side = Math.min(x.length(1), x.length(2));
    int kernel = Math.min(side, 2 + random.nextInt(2));
    int stride = 1 + random.nextInt(2);
    int padding = kernel > 1 ? random.nextInt(2) : 0;
    return random.nextBoolean()
        ? builder.maxPool(x, kernel, stride, padding)
        : builder.averagePool(x, kernel, stride, padding);
  }

  /** Adds an earlier activation of the same shape, perhaps x itself. */
  private Tensor shortcut(Tensor x) {
    List<Tensor> alike = known.stream().filter(t -> t.shape().equals(x.shape())).toList();
    return builder.add(x, alike.get(random.nextInt(alike.size())));
  }

  private Tensor residual(Tensor x) {
    ConvolutionSpec spec = new ConvolutionSpec(x.channels(), 3, 1, 1, false, WEIGHTS);
    Tensor y = builder.convolution("layer" + layers++, x, spec);
    y = random.nextBoolean() ? norm(y) : y;
    Tensor sum = random.nextBoolean() ? builder.add(x, y) : builder.add(y, x);
    return random.nextBoolean() ? builder.activation(Activation.RELU, sum) : sum;
  }
}
