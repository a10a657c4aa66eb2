// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;

/**
 * The layers that residual networks are made of: convolutions without bias whose padding (k - 1)/2
 * is explicit at every stride, normalisations and ReLU.
 *
 * @param builder where the layers go
 * @param weights how the convolutions are initialised
 * @param norm the settings of all normalisations
 */
record ResidualLayers(NetworkBuilder builder, Initializer weights, BatchNormSpec norm) {

  Tensor convolution(String name, Tensor x, int filters, int kernel, int stride) {
    return builder.convolution(
        name, x, new ConvolutionSpec(filters, kernel, stride, (kernel - 1) / 2, false, weights));
  }

  Tensor norm(String name, Tensor x) {
    return builder.batchNorm(name, x, norm);
  }

  Tensor norm(String name, Tensor x, double initialScale) {
    return builder.batchNorm(name, x, norm.withInitialScale(initialScale));
  }

  Tensor relu(Tensor x) {
    return builder.activation(Activation.RELU, x);
  }

  Tensor normRelu(String name, Tensor x) {
    return relu(norm(name, x));
  }
}
