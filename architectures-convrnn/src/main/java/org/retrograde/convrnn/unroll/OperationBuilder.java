// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.convrnn.graph.ConvolutionLayer;
import org.retrograde.convrnn.graph.OperationSpec;
import org.retrograde.convrnn.graph.PoolKind;
import org.retrograde.convrnn.graph.WindowPadding;

/** Adds the operations before and after a node's cell. */
record OperationBuilder(SharedLayers layers, String node) {

  Tensor apply(String part, OperationSpec operation, Tensor x, Tensor entering) {
    String layer = node + "/" + part;
    if (operation instanceof OperationSpec.ComponentConvolution convolution) {
      return convolution(layer, convolution.layer(), x);
    }
    if (operation instanceof OperationSpec.Convolution convolution) {
      return convolution(layer, convolution.layer(), x);
    }
    if (operation instanceof OperationSpec.Dense dense) {
      return dense(layer, dense, x);
    }
    if (operation instanceof OperationSpec.Pool pool) {
      return pool(layer, pool, x);
    }
    if (operation instanceof OperationSpec.ResidualAdd) {
      return residual(layer, x, entering);
    }
    return simple(layer, operation, x);
  }

  private Tensor simple(String layer, OperationSpec operation, Tensor x) {
    if (operation instanceof OperationSpec.GlobalPool pool) {
      return globalPool(layer, pool, x);
    }
    if (operation instanceof OperationSpec.Nonlinearity nonlinearity) {
      return layers.activation(nonlinearity.activation(), x);
    }
    return operation instanceof OperationSpec.Flatten ? layers.flatten(x) : x;
  }

  private Tensor convolution(String layer, ConvolutionLayer spec, Tensor x) {
    Tensor y =
        layers.convolution(
            layer,
            x,
            new ConvolutionSpec(
                spec.filters(),
                spec.kernel(),
                spec.stride(),
                padding(spec.padding()),
                bias(spec.bias(), spec.biasStart()),
                spec.weights()));
    return layers.activation(spec.activation(), y);
  }

  private Tensor dense(String layer, OperationSpec.Dense spec, Tensor x) {
    Optional<Initializer> bias = bias(spec.bias(), spec.biasStart());
    Tensor y = layers.dense(layer, x, spec.units(), bias, spec.weights());
    return layers.activation(spec.activation(), y);
  }

  private Tensor pool(String layer, OperationSpec.Pool pool, Tensor x) {
    if (pool.kind() == PoolKind.MAX) {
      return layers.maxPool(x, pool.kernel(), pool.stride(), padding(pool.padding()));
    }
    if (pool.padding() == WindowPadding.SAME) {
      throw RetrogradeException.usage(
          new Problem(
              "'" + layer + "'",
              "a mean over windows with padding SAME",
              "padding VALID",
              "choose VALID, or a maximum"));
    }
    return layers.averagePool(x, pool.kernel(), pool.stride());
  }

  private Tensor globalPool(String layer, OperationSpec.GlobalPool pool, Tensor x) {
    Tensor y = pool.kind() == PoolKind.AVERAGE ? layers.globalAveragePool(x) : largest(layer, x);
    return pool.keepDimensions() ? layers.asImage(y) : y;
  }

  private Tensor largest(String layer, Tensor x) {
    if (x.length(1) != x.length(2)) {
      throw RetrogradeException.usage(
          new Problem(
              "'" + layer + "'",
              "a global maximum of " + x.length(1) + " x " + x.length(2) + " pixels",
              "as many rows as columns",
              "use the mean, or square images"));
    }
    return layers.flatten(layers.maxPool(x, x.length(1), x.length(1), Padding.NONE));
  }

  /** What entered the node, brought to x's size and channels, and added. */
  private Tensor residual(String layer, Tensor x, Tensor entering) {
    Tensor sized = x.rank() == 2 ? entering : layers.resize(entering, x.length(1), x.length(2));
    if (sized.channels() == x.channels()) {
      return layers.add(x, sized);
    }
    ConvolutionSpec matching =
        new ConvolutionSpec(
            x.channels(), 1, 1, Padding.SAME, Optional.empty(), new Initializer.GlorotUniform());
    return layers.add(x, layers.convolution(layer, sized, matching));
  }

  private static Optional<Initializer> bias(boolean present, double start) {
    return present ? Optional.of(new Initializer.Constant(start)) : Optional.empty();
  }

  private static Padding padding(WindowPadding padding) {
    return padding == WindowPadding.SAME ? Padding.SAME : Padding.NONE;
  }
}
