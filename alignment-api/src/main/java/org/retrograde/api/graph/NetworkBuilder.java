// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * Builds a {@link Network}, layer by layer.
 *
 * <p>Images are NHWC, kernels {@code [kh, kw, in, out]}, dense weights {@code [in, out]}. Every
 * layer with parameters has a name of its own; its output, after bias, can be read out under that
 * name. A builder serves one network.
 */
public final class NetworkBuilder {

  private final NetworkParts parts;
  private final SameDiff graph;
  private final Synapses synapses;
  private final SharedLayers shared;
  private final BatchNorms norms;
  private final Mode mode;
  private final Tensor input;
  private final Tensor labels;
  private Map<Integer, Tensor> logitsByStep = Map.of();
  private List<Tensor> scored = List.of();

  /**
   * Starts a network.
   *
   * @param mode what the graph is for
   * @param precision FLOAT, or DOUBLE for checks by finite differences
   * @param batch the number of images taken at once, at least 1
   * @param image the shape of one image
   * @param classes the number of classes, at least 2
   */
  public NetworkBuilder(Mode mode, DataType precision, int batch, ImageShape image, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("there are at least 2 classes, found " + classes);
    }
    this.mode = mode;
    this.parts = new NetworkParts(precision);
    this.graph = parts.graph;
    this.synapses = new Synapses(parts);
    this.norms = new BatchNorms(parts, synapses, mode);
    this.shared = new SharedLayers(parts, synapses, norms, batch);
    this.input =
        parts.placeholder("input", List.of(batch, image.height(), image.width(), image.channels()));
    this.labels = parts.placeholder("labels", List.of(batch, classes));
  }

  /**
   * Returns layers whose weights are shared by all their uses, for networks unrolled in time.
   *
   * @return the same object at every call
   */
  public SharedLayers shared() {
    return shared;
  }

  /**
   * Returns the images.
   *
   * @return {@code [batch, height, width, channels]}
   */
  public Tensor input() {
    return input;
  }

  /**
   * Returns the number of classes, hence of logits.
   *
   * @return at least 2
   */
  public int classes() {
    return labels.length(1);
  }

  /**
   * Adds a convolution.
   *
   * @param name the layer's name, unique in the network
   * @param x {@code [batch, height, width, channels]}
   * @param spec the layer's settings
   * @return {@code [batch, oh, ow, filters]}, after the bias if there is one
   */
  public Tensor convolution(String name, Tensor x, ConvolutionSpec spec) {
    return synapse(name, x, Windows.map(name, x, spec), spec.bias(), spec.weights());
  }

  /**
   * Adds a dense layer.
   *
   * @param name the layer's name, unique in the network
   * @param x {@code [batch, features]}
   * @param units the number of outputs
   * @param bias whether a bias is added
   * @param weights how W, and by an independent draw B, is initialised
   * @return {@code [batch, units]}, after the bias if there is one
   */
  public Tensor dense(String name, Tensor x, int units, boolean bias, Initializer weights) {
    NetworkParts.requireFeatures(name, x);
    LinearMap map = new DenseMap(x.length(1), units);
    return synapse(name, x, map, ConvolutionSpec.zeroOrNone(bias), weights);
  }

  /**
   * Adds a batch normalisation over all axes but the last.
   *
   * <p>The running variance follows the unbiased batch variance, the normalisation itself uses the
   * biased one, as PyTorch and TensorFlow do.
   *
   * @param name the layer's name, unique in the network
   * @param x any shape
   * @param spec the layer's settings
   * @return x's shape
   */
  public Tensor batchNorm(String name, Tensor x, BatchNormSpec spec) {
    claim(name);
    return parts.readable(name, norms.use(name, x, spec));
  }

  /**
   * Adds an element-wise nonlinearity.
   *
   * @param activation which one
   * @param x any shape
   * @return x's shape; x itself for {@link Activation#LINEAR}
   */
  public Tensor activation(Activation activation, Tensor x) {
    synapses.activated(x.variable(), activation);
    return new Tensor(activation.apply(x.variable()), x.shape());
  }

  /**
   * Adds a maximum over windows; padding never wins.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param kernel the window's height and width in pixels
   * @param stride the step in pixels
   * @param padding the border on each side in pixels, less than the kernel
   * @return {@code [batch, oh, ow, channels]}
   */
  public Tensor maxPool(Tensor x, int kernel, int stride, int padding) {
    NetworkParts.requireImages("pooling", x);
    return Windows.maximum(
        x,
        new ConvolutionGeometry(
            x.length(1), x.length(2), x.channels(), x.channels(), kernel, stride, padding));
  }

  /**
   * Adds a mean over windows; padding counts as zeros.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param kernel the window's height and width in pixels
   * @param stride the step in pixels
   * @param padding the zeros on each side in pixels, less than the kernel
   * @return {@code [batch, oh, ow, channels]}
   */
  public Tensor averagePool(Tensor x, int kernel, int stride, int padding) {
    Tensor padded = padPixels(x, padding);
    if (padding >= kernel) {
      throw new IllegalArgumentException(
          "a pooling window is larger than its padding, found " + kernel + " and " + padding);
    }
    return Windows.mean(
        padded,
        new ConvolutionGeometry(
            padded.length(1), padded.length(2), x.channels(), x.channels(), kernel, stride, 0));
  }

  /**
   * Adds a mean over all positions.
   *
   * @param x {@code [batch, height, width, channels]}
   * @return {@code [batch, channels]}
   */
  public Tensor globalAveragePool(Tensor x) {
    NetworkParts.requireImages("global average pool", x);
    return Tensor.of(graph.mean(x.variable(), 1, 2), x.length(0), x.length(3));
  }

  /**
   * Joins all axes but the first.
   *
   * @param x any shape
   * @return {@code [batch, features]}, in the order height, width, channels
   */
  public Tensor flatten(Tensor x) {
    int features = x.featuresPerExample();
    return x.rank() == 2
        ? x
        : Tensor.of(graph.reshape(x.variable(), x.length(0), features), x.length(0), features);
  }

  /**
   * Adds two tensors of the same shape.
   *
   * @param a the first
   * @param b the second
   * @return their sum
   * @throws IllegalArgumentException if the shapes differ
   */
  public Tensor add(Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          "only equal shapes can be added, found " + a.shape() + " and " + b.shape());
    }
    return new Tensor(a.variable().add(b.variable()), a.shape());
  }

  /**
   * Adds channels of zeros, half before and half after the existing ones (the shortcut without
   * parameters of He et al. 2016, section 4.2, option A).
   *
   * @param x {@code [batch, height, width, channels]}
   * @param channels the number of channels wanted, at least those there are
   * @return {@code [batch, height, width, channels]}
   */
  public Tensor padChannels(Tensor x, int channels) {
    NetworkParts.requireImages("channel padding", x);
    int before = (channels - x.channels()) / 2;
    int after = channels - x.channels() - before;
    if (channels == x.channels()) {
      return x;
    }
    SDVariable padded = pad(x, new int[][] {{0, 0}, {0, 0}, {0, 0}, {before, after}});
    return Tensor.of(padded, x.length(0), x.length(1), x.length(2), channels);
  }

  /**
   * Makes an activation readable under a name of its own.
   *
   * @param name a name that no layer has
   * @param x the activation
   * @return x
   * @throws IllegalArgumentException if the name is blank or taken
   */
  public Tensor layer(String name, Tensor x) {
    claim(name);
    return parts.readable(name, x);
  }

  /**
   * Says what the network's logits are at each time step, so that they can be measured one by one.
   *
   * @param byStep by the number of the step, counted from 0, {@code [batch, classes]}
   * @throws IllegalArgumentException if some have another shape
   */
  public void logitsByStep(SortedMap<Integer, Tensor> byStep) {
    byStep.values().forEach(this::requireLogits);
    logitsByStep = Collections.unmodifiableMap(new LinkedHashMap<>(byStep));
  }

  /**
   * Says which logits the loss reads; it is the mean over them. Without a call these are the logits
   * that the network is built with.
   *
   * @param logits {@code [batch, classes]} each, at least one
   * @throws IllegalArgumentException if there are none, or some have another shape
   */
  public void scored(List<Tensor> logits) {
    logits.forEach(this::requireLogits);
    if (logits.isEmpty()) {
      throw new IllegalArgumentException("a loss reads the logits of at least one step");
    }
    scored = List.copyOf(logits);
  }

  /**
   * Ends the network with the mean softmax cross-entropy of its logits.
   *
   * @param logits {@code [batch, classes]}
   * @return the network
   * @throws IllegalArgumentException if the logits have another shape, or the network has no
   *     synapse
   */
  public Network build(Tensor logits) {
    return build(logits, Loss.SOFTMAX_CROSS_ENTROPY);
  }

  /**
   * Ends the network with a loss of its logits.
   *
   * @param logits {@code [batch, classes]}
   * @param objective which loss
   * @return the network
   * @throws IllegalArgumentException if the logits have another shape, or the network has no
   *     synapse
   */
  public Network build(Tensor logits, Loss objective) {
    requireLogits(logits);
    if (synapses.all().isEmpty()) {
      throw new IllegalArgumentException("a network has at least one layer with weights");
    }
    List<Tensor> read = scored.isEmpty() ? List.of(logits) : scored;
    return new Network(
        graph,
        mode,
        parts.precision(),
        input,
        labels,
        logits,
        read,
        logitsByStep,
        objective,
        loss(read, objective),
        synapses.all(),
        parts.parameters,
        parts.states,
        parts.stepInputs,
        parts.layers);
  }

  private SDVariable loss(List<Tensor> read, Loss objective) {
    SDVariable sum =
        read.stream()
            .map(logits -> objective.of(graph, logits.variable(), labels))
            .reduce(SDVariable::add)
            .orElseThrow();
    return read.size() == 1 ? sum : sum.mul(1.0 / read.size());
  }

  private void requireLogits(Tensor logits) {
    if (!logits.shape().equals(labels.shape())) {
      throw new IllegalArgumentException(
          "logits have shape " + labels.shape() + ", found " + logits.shape());
    }
  }

  private Tensor synapse(
      String name, Tensor x, LinearMap map, Optional<Initializer> bias, Initializer weights) {
    claim(name);
    return parts.readable(name, synapses.use(name, x, map, bias, weights));
  }

  /** Pooling's own padding is not used for means: its gradient disagrees with its forward pass. */
  private Tensor padPixels(Tensor x, int pixels) {
    NetworkParts.requireImages("pooling", x);
    if (pixels == 0) {
      return x;
    }
    SDVariable padded = pad(x, new int[][] {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}});
    return Tensor.of(
        padded, x.length(0), x.length(1) + 2 * pixels, x.length(2) + 2 * pixels, x.channels());
  }

  private SDVariable pad(Tensor x, int[][] beforeAndAfter) {
    return graph.nn().pad(x.variable(), graph.constant(Nd4j.createFromArray(beforeAndAfter)), 0);
  }

  private void claim(String name) {
    if (name.isBlank() || parts.layers.containsKey(name) || synapses.has(name)) {
      throw new IllegalArgumentException(
          "every layer has a name of its own, found '" + name + "' twice or empty");
    }
  }
}
