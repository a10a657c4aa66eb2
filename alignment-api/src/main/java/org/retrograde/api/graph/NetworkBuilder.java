// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D.Divisor;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D.Pooling2DType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.BatchNormTraining;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * Builds a {@link Network}, layer by layer.
 *
 * <p>Images are NHWC, kernels {@code [kh, kw, in, out]}, dense weights {@code [in, out]}. Every
 * layer with parameters has a name of its own; its output, after bias, can be read out under that
 * name. A builder serves one network.
 */
public final class NetworkBuilder {

  private final SameDiff graph = SameDiff.create();
  private final Mode mode;
  private final DataType precision;
  private final Tensor input;
  private final Tensor labels;
  private final List<Synapse> synapses = new ArrayList<>();

  /** By the variable at which a synapse's output has arrived, its place among the synapses. */
  private final Map<String, Integer> arrived = new HashMap<>();

  private final List<ParameterVariable> parameters = new ArrayList<>();
  private final List<StateVariable> states = new ArrayList<>();
  private final Map<String, Tensor> layers = new LinkedHashMap<>();

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
    this.precision = precision;
    this.input =
        placeholder("input", List.of(batch, image.height(), image.width(), image.channels()));
    this.labels = placeholder("labels", List.of(batch, classes));
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
    requireImages(name, x);
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(
            x.length(1),
            x.length(2),
            x.length(3),
            spec.filters(),
            spec.kernel(),
            spec.stride(),
            spec.padding());
    List<Integer> shape =
        List.of(x.length(0), geometry.outputHeight(), geometry.outputWidth(), spec.filters());
    return synapse(name, x, new ConvolutionMap(geometry), shape, spec.bias(), spec.weights());
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
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "dense layer '"
              + name
              + "' takes [batch, features], found "
              + x.shape()
              + "; add a flatten layer before it");
    }
    return synapse(
        name, x, new DenseMap(x.length(1), units), List.of(x.length(0), units), bias, weights);
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
    List<Integer> shape = List.of(x.channels());
    SDVariable gamma =
        parameter(
            name + ".gamma",
            shape,
            ParameterRole.SCALE,
            new Initializer.Constant(spec.initialScale()),
            unitFans());
    SDVariable beta =
        parameter(
            name + ".beta", shape, ParameterRole.SHIFT, new Initializer.Constant(0), unitFans());
    Tensor mean = placeholder(name + ".runningMean", shape);
    Tensor variance = placeholder(name + ".runningVariance", shape);
    SDVariable y =
        mode == Mode.TRAINING
            ? trainingNorm(name, x, gamma, beta, mean, variance, spec)
            : evaluationNorm(name, x, gamma, beta, mean, variance, spec);
    Optional.ofNullable(arrived.get(x.variable().name()))
        .ifPresent(place -> arrived.put(y.name(), place));
    return readable(name, new Tensor(y, x.shape()));
  }

  /**
   * Adds an element-wise nonlinearity.
   *
   * @param activation which one
   * @param x any shape
   * @return x's shape; x itself for {@link Activation#LINEAR}
   */
  public Tensor activation(Activation activation, Tensor x) {
    SDVariable v = x.variable();
    Optional.ofNullable(arrived.get(v.name()))
        .ifPresent(place -> synapses.set(place, synapses.get(place).before(activation)));
    return new Tensor(activation.apply(v), x.shape());
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
    Pooling2DConfig config = pooling(Pooling2DType.MAX, kernel, stride, padding);
    return pooled(x, graph.cnn().maxPooling2d(x.variable(), config), kernel, stride, padding);
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
    Pooling2DConfig config = pooling(Pooling2DType.AVG, kernel, stride, 0);
    return pooled(padded, graph.cnn().avgPooling2d(padded.variable(), config), kernel, stride, 0);
  }

  /**
   * Adds a mean over all positions.
   *
   * @param x {@code [batch, height, width, channels]}
   * @return {@code [batch, channels]}
   */
  public Tensor globalAveragePool(Tensor x) {
    requireImages("global average pool", x);
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
    requireImages("channel padding", x);
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
    return readable(name, x);
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
    if (!logits.shape().equals(labels.shape())) {
      throw new IllegalArgumentException(
          "logits have shape " + labels.shape() + ", found " + logits.shape());
    }
    if (synapses.isEmpty()) {
      throw new IllegalArgumentException("a network has at least one layer with weights");
    }
    SDVariable loss = objective.of(graph, logits.variable(), labels);
    return new Network(
        graph,
        mode,
        precision,
        input,
        labels,
        logits,
        objective,
        loss,
        synapses,
        parameters,
        states,
        layers);
  }

  private Tensor readable(String name, Tensor x) {
    layers.put(name, x);
    return x;
  }

  private Tensor synapse(
      String name,
      Tensor x,
      LinearMap map,
      List<Integer> shape,
      boolean bias,
      Initializer weights) {
    claim(name);
    SDVariable weight =
        parameter(name + ".W", map.kernelShape(), ParameterRole.WEIGHT, weights, map.fans());
    SDVariable y = map.apply(weight, x.variable());
    ParameterVariable parameter = parameters.get(parameters.size() - 1);
    Optional<SDVariable> b = bias ? Optional.of(bias(name, map, shape)) : Optional.empty();
    synapses.add(new Synapse(name, map, x, y, shape, parameter, b, Activation.LINEAR));
    SDVariable biased = b.map(added -> graph.nn().biasAdd(y, added, false)).orElse(y);
    arrived.put(biased.name(), synapses.size() - 1);
    return readable(name, new Tensor(biased, shape));
  }

  private SDVariable bias(String name, LinearMap map, List<Integer> shape) {
    List<Integer> channels = List.of(shape.get(shape.size() - 1));
    return parameter(
        name + ".b", channels, ParameterRole.BIAS, new Initializer.Constant(0), map.fans());
  }

  private SDVariable trainingNorm(
      String name,
      Tensor x,
      SDVariable gamma,
      SDVariable beta,
      Tensor mean,
      Tensor variance,
      BatchNormSpec spec) {
    SDVariable[] y =
        new BatchNormTraining(graph, x.variable(), gamma, beta, spec.epsilon()).outputVariables();
    double count = (double) x.length(0) * x.featuresPerExample() / x.channels();
    double unbiased = count > 1 ? count / (count - 1) : 1;
    double kept = spec.momentum();
    SDVariable nextMean = mean.variable().mul(kept).add(y[1].mul(1 - kept));
    SDVariable nextVariance = variance.variable().mul(kept).add(y[2].mul((1 - kept) * unbiased));
    states.add(new StateVariable(name + ".runningMean", mean, 0, Optional.of(nextMean)));
    states.add(
        new StateVariable(name + ".runningVariance", variance, 1, Optional.of(nextVariance)));
    return y[0];
  }

  private SDVariable evaluationNorm(
      String name,
      Tensor x,
      SDVariable gamma,
      SDVariable beta,
      Tensor mean,
      Tensor variance,
      BatchNormSpec spec) {
    states.add(new StateVariable(name + ".runningMean", mean, 0, Optional.empty()));
    states.add(new StateVariable(name + ".runningVariance", variance, 1, Optional.empty()));
    return graph
        .nn()
        .batchNorm(
            x.variable(),
            mean.variable(),
            variance.variable(),
            gamma,
            beta,
            spec.epsilon(),
            x.rank() - 1);
  }

  private Tensor pooled(Tensor x, SDVariable y, int kernel, int stride, int padding) {
    requireImages("pooling", x);
    ConvolutionGeometry window =
        new ConvolutionGeometry(
            x.length(1), x.length(2), x.channels(), x.channels(), kernel, stride, padding);
    return Tensor.of(y, x.length(0), window.outputHeight(), window.outputWidth(), x.channels());
  }

  /** Pooling's own padding is not used for means: its gradient disagrees with its forward pass. */
  private Tensor padPixels(Tensor x, int pixels) {
    requireImages("pooling", x);
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

  private static Pooling2DConfig pooling(Pooling2DType type, int kernel, int stride, int padding) {
    if (padding >= kernel) {
      throw new IllegalArgumentException(
          "a pooling window is larger than its padding, found " + kernel + " and " + padding);
    }
    return Pooling2DConfig.builder()
        .type(type)
        .divisor(Divisor.INCLUDE_PADDING)
        .kH(kernel)
        .kW(kernel)
        .sH(stride)
        .sW(stride)
        .pH(padding)
        .pW(padding)
        .isNHWC(true)
        .build();
  }

  private SDVariable parameter(
      String name, List<Integer> shape, ParameterRole role, Initializer initializer, Fans fans) {
    Tensor tensor = placeholder(name, shape);
    parameters.add(new ParameterVariable(name, tensor, role, initializer, fans));
    return tensor.variable();
  }

  private Tensor placeholder(String name, List<Integer> shape) {
    long[] lengths = shape.stream().mapToLong(Integer::longValue).toArray();
    return new Tensor(graph.placeHolder(name, precision, lengths), shape);
  }

  private void claim(String name) {
    if (name.isBlank() || layers.containsKey(name)) {
      throw new IllegalArgumentException(
          "every layer has a name of its own, found '" + name + "' twice or empty");
    }
  }

  private static Fans unitFans() {
    return new Fans(1, 1);
  }

  private static void requireImages(String name, Tensor x) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "layer '" + name + "' takes [batch, height, width, channels], found " + x.shape());
    }
  }
}
