// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;

/** A small recurrent network over four time steps. */
public final class UnrolledNetworks {

  /** The number of steps; the image appears at step 1. */
  public static final int STEPS = 4;

  private static final int FILTERS = 3;
  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();
  private static final Optional<Initializer> BIAS = Optional.of(new Initializer.Constant(0.1));

  private UnrolledNetworks() {}

  /** Scored by its last step, in float32. */
  public static Network small(Mode mode, int batch) {
    return scored(mode, DataType.FLOAT, batch, List.of(STEPS - 1));
  }

  /**
   * A grey field at step 0, then the image, fainter at each step; the state before it is constant.
   * What step 0 computes, and the recurrent layer at step 1 reads, is the same for all images.
   */
  public static Network scored(Mode mode, DataType precision, int batch, List<Integer> steps) {
    NetworkBuilder b =
        new NetworkBuilder(mode, precision, batch, TestNetworks.IMAGE, TestNetworks.CLASSES);
    SortedMap<Integer, Tensor> logits = unroll(b, b.shared());
    b.logitsByStep(logits);
    b.scored(steps.stream().map(t -> Objects.requireNonNull(logits.get(t))).toList());
    return b.build(logits.get(logits.lastKey()));
  }

  private static SortedMap<Integer, Tensor> unroll(NetworkBuilder b, SharedLayers layers) {
    ImageShape image = TestNetworks.IMAGE;
    Tensor state = layers.constant(0.3, new ImageShape(image.height(), image.width(), FILTERS));
    SortedMap<Integer, Tensor> logits = new TreeMap<>();
    for (int t = 0; t < STEPS; t++) {
      Tensor x = t == 0 ? layers.constant(0.5, image) : layers.affine(b.input(), 1.0 / t, 0);
      Tensor driven = layers.convolution("in", x, spec(BIAS));
      Tensor recurrent = layers.convolution("recurrent", state, spec(Optional.empty()));
      state = layers.activation(Activation.TANH, layers.add(driven, recurrent));
      if (t > 0) {
        logits.put(t, head(layers, state));
      }
    }
    return logits;
  }

  private static Tensor head(SharedLayers layers, Tensor state) {
    Tensor pooled = layers.globalAveragePool(state);
    return layers.dense("head", pooled, TestNetworks.CLASSES, BIAS, WEIGHTS);
  }

  private static ConvolutionSpec spec(Optional<Initializer> bias) {
    return new ConvolutionSpec(FILTERS, 3, 1, Padding.SAME, bias, WEIGHTS);
  }
}
