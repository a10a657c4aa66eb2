// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;

/** Small networks of several kinds, and batches for them. */
public final class TestNetworks {

  /** The images' shape. */
  public static final ImageShape IMAGE = new ImageShape(6, 6, 2);

  /** The number of classes. */
  public static final int CLASSES = 3;

  /** The channels of a recurrent layer's state. */
  private static final int STATE = 8;

  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();

  private TestNetworks() {}

  /** Two convolutions and a dense layer. */
  public static Network small(Mode mode, int batch) {
    return small(mode, batch, 4);
  }

  /** The same with another number of filters. */
  public static Network small(Mode mode, int batch, int filters) {
    NetworkBuilder b = new NetworkBuilder(mode, DataType.FLOAT, batch, IMAGE, CLASSES);
    Tensor first =
        b.convolution("conv1", b.input(), new ConvolutionSpec(filters, 3, 1, 1, false, WEIGHTS));
    Tensor norm =
        b.activation(Activation.RELU, b.batchNorm("norm1", first, new BatchNormSpec(0.9, 1e-5, 1)));
    Tensor second =
        b.convolution("conv2", norm, new ConvolutionSpec(filters, 3, 2, 1, true, WEIGHTS));
    Tensor pooled = b.globalAveragePool(b.activation(Activation.TANH, second));
    return b.build(b.dense("logits", pooled, CLASSES, true, WEIGHTS));
  }

  /** Two residual blocks, one with a strided 1x1 shortcut, with batch normalisation. */
  public static Network residual(Mode mode, int batch) {
    NetworkBuilder b = new NetworkBuilder(mode, DataType.FLOAT, batch, IMAGE, CLASSES);
    Tensor x = normed(b, "stem", b.input(), spec(5, 3, 1, 1, false));
    x = b.activation(Activation.RELU, x);
    Tensor y = b.activation(Activation.RELU, normed(b, "block1a", x, spec(5, 3, 1, 1, false)));
    y = normed(b, "block1b", y, spec(5, 3, 1, 1, false));
    x = b.activation(Activation.RELU, b.add(y, x));
    y = b.activation(Activation.RELU, normed(b, "block2a", x, spec(7, 3, 2, 1, false)));
    y = normed(b, "block2b", y, spec(7, 3, 1, 1, false));
    Tensor shortcut = normed(b, "shortcut", x, spec(7, 1, 2, 0, false));
    x = b.activation(Activation.RELU, b.add(y, shortcut));
    return b.build(b.dense("logits", b.globalAveragePool(x), CLASSES, true, WEIGHTS));
  }

  /** Convolutions with biases, both kinds of pooling, several nonlinearities, dense layers. */
  public static Network lenet(Mode mode, int batch) {
    NetworkBuilder b = new NetworkBuilder(mode, DataType.FLOAT, batch, IMAGE, CLASSES);
    Tensor x = b.convolution("conv1", b.input(), spec(5, 3, 1, 2, true));
    x = b.maxPool(b.activation(Activation.TANH, x), 2, 2, 0);
    x = b.activation(Activation.RELU, b.convolution("conv2", x, spec(6, 3, 1, 1, true)));
    x = b.flatten(b.averagePool(x, 2, 2, 0));
    x = b.activation(Activation.SIGMOID, b.dense("dense1", x, 9, true, WEIGHTS));
    x = b.activation(Activation.RELU, b.dense("dense2", x, 7, true, WEIGHTS));
    return b.build(b.dense("logits", x, CLASSES, true, WEIGHTS));
  }

  /** A gated recurrent layer over images, with a dense layer at its last step. */
  public static Network recurrent(int batch, int steps) {
    NetworkBuilder b = new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, batch, IMAGE, CLASSES);
    SharedLayers layers = b.shared();
    Tensor h = layers.constant(0, new ImageShape(IMAGE.height(), IMAGE.width(), STATE));
    for (int t = 0; t < steps; t++) {
      h = gated(layers, b.input(), h);
    }
    return b.build(b.dense("logits", layers.flatten(h), CLASSES, true, WEIGHTS));
  }

  private static Tensor gated(SharedLayers layers, Tensor x, Tensor h) {
    Tensor both = layers.concat(List.of(x, h));
    Tensor gate = layers.activation(Activation.SIGMOID, shared(layers, "gate", both));
    Tensor news = layers.activation(Activation.TANH, shared(layers, "news", both));
    Tensor old = layers.multiply(h, layers.affine(gate, -1, 1));
    return layers.add(old, layers.multiply(gate, news));
  }

  private static Tensor shared(SharedLayers layers, String name, Tensor x) {
    Optional<Initializer> bias = Optional.of(new Initializer.Constant(0));
    return layers.convolution(
        name, x, new ConvolutionSpec(STATE, 3, 1, Padding.SAME, bias, WEIGHTS));
  }

  private static Tensor normed(NetworkBuilder b, String name, Tensor x, ConvolutionSpec spec) {
    return b.batchNorm(
        name + ".norm", b.convolution(name, x, spec), new BatchNormSpec(0.9, 1e-5, 1));
  }

  private static ConvolutionSpec spec(
      int filters, int kernel, int stride, int padding, boolean bias) {
    return new ConvolutionSpec(filters, kernel, stride, padding, bias, WEIGHTS);
  }

  /** A batch drawn from a stream. */
  public static Batch batch(int size, long index) {
    RandomStream stream = RandomStream.of(5, "images", index);
    float[] images = new float[size * IMAGE.size()];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = stream.nextInt(CLASSES);
      for (int j = 0; j < IMAGE.size(); j++) {
        images[i * IMAGE.size() + j] = (float) (stream.nextGaussian() + labels[i] * (j % 2));
      }
    }
    return new Batch(images, labels, size);
  }

  /** Batches that depend on epoch and place alone. */
  public static BatchSource batches(int size, int perEpoch) {
    return new BatchSource() {
      @Override
      public int batchSize() {
        return size;
      }

      @Override
      public int batchesPerEpoch() {
        return perEpoch;
      }

      @Override
      public BatchCursor open(long epoch, int firstBatch) {
        return new Walk(size, epoch * perEpoch + firstBatch, (epoch + 1) * perEpoch);
      }
    };
  }

  private static final class Walk implements BatchCursor {
    private final int size;
    private final long end;
    private long index;

    Walk(int size, long start, long end) {
      this.size = size;
      this.index = start;
      this.end = end;
    }

    @Override
    public Optional<Batch> next() {
      return index < end ? Optional.of(batch(size, index++)) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
