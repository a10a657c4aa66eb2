// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;

/**
 * A small float64 network with every kind of synapse: a padded convolution "same", batch
 * normalisation, a convolution with stride "strided", and two dense layers, "hidden" and "logits".
 */
public final class ProbeNetwork {

  /** The images' shape. */
  public static final ImageShape IMAGE = new ImageShape(5, 4, 2);

  /** The number of classes. */
  public static final int CLASSES = 3;

  private ProbeNetwork() {}

  /**
   * Builds the network, for training.
   *
   * @param batch the number of images, at least 1
   * @return the network
   */
  public static Network network(int batch) {
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, batch, IMAGE, CLASSES);
    Initializer normal = new Initializer.Normal(0.5);
    Tensor same =
        builder.convolution("same", builder.input(), new ConvolutionSpec(2, 3, 1, 1, true, normal));
    Tensor normed = builder.batchNorm("norm", same, new BatchNormSpec(0.9, 1e-5, 1));
    Tensor active = builder.activation(Activation.TANH, normed);
    Tensor strided =
        builder.convolution("strided", active, new ConvolutionSpec(3, 3, 2, 1, false, normal));
    Tensor features = builder.flatten(builder.activation(Activation.ELU, strided));
    Tensor hidden =
        builder.activation(Activation.TANH, builder.dense("hidden", features, 4, true, normal));
    return builder.build(builder.dense("logits", hidden, CLASSES, true, normal));
  }
}
