// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.api.graph.op.TensorOps;

/**
 * Layers whose weights are shared by all their uses, and operations between them: what a recurrent
 * cell is made of.
 *
 * <p>A layer named before is used again, with the same weights. What has been computed of the same
 * operands is not computed again: where an input stands still, so does all that follows from it
 * alone.
 *
 * <p>Images are NHWC. A tensor that no image has reached yet is the same for all images and has a
 * first axis of length 1; where it meets others it is repeated.
 */
public final class SharedLayers {

  private static final double LAYER_NORM_EPSILON = 1e-12;

  private final NetworkParts parts;
  private final Synapses synapses;
  private final SameDiff graph;
  private final BatchNorms norms;
  private final ImageDropout dropout;
  private final int batch;
  private final Remembered results = new Remembered();
  private final Map<String, ParameterVariable> parameters = new HashMap<>();

  SharedLayers(NetworkParts parts, Synapses synapses, BatchNorms norms, int batch) {
    this.parts = parts;
    this.synapses = synapses;
    this.norms = norms;
    this.dropout = new ImageDropout(parts);
    this.graph = parts.graph;
    this.batch = batch;
  }

  /**
   * Uses a convolution.
   *
   * @param name the layer's name
   * @param x {@code [batch, height, width, channels]}
   * @param spec the layer's settings
   * @return {@code [batch, oh, ow, filters]}, after the bias if there is one
   * @throws IllegalArgumentException if an earlier use of the name had other settings or sizes
   */
  public Tensor convolution(String name, Tensor x, ConvolutionSpec spec) {
    requireFree(name);
    return synapses.use(name, x, Windows.map(name, x, spec), spec.bias(), spec.weights());
  }

  /**
   * Uses a convolution of each channel with a kernel of its own, with stride 1, without bias,
   * padded so that the size stays.
   *
   * @param name the layer's name
   * @param x {@code [batch, height, width, channels]}
   * @param kernel the kernels' height and width in pixels
   * @param weights how W {@code [kernel, kernel, channels, 1]}, and by an independent draw B, is
   *     initialised
   * @return x's shape
   * @throws IllegalArgumentException if an earlier use of the name had other settings or sizes
   */
  public Tensor depthwise(String name, Tensor x, int kernel, Initializer weights) {
    NetworkParts.requireImages(name, x);
    requireFree(name);
    LinearMap map =
        new DepthwiseMap(new DepthwiseGeometry(x.length(1), x.length(2), x.channels(), kernel));
    return synapses.use(name, x, map, Optional.empty(), weights);
  }

  /**
   * Uses a dense layer.
   *
   * @param name the layer's name
   * @param x {@code [batch, features]}
   * @param units the number of outputs
   * @param bias how the bias is initialised; empty if none is added
   * @param weights how W, and by an independent draw B, is initialised
   * @return {@code [batch, units]}, after the bias if there is one
   * @throws IllegalArgumentException if an earlier use of the name had other settings or sizes
   */
  public Tensor dense(
      String name, Tensor x, int units, Optional<Initializer> bias, Initializer weights) {
    NetworkParts.requireFeatures(name, x);
    requireFree(name);
    LinearMap map = new DenseMap(x.length(1), units);
    return synapses.use(name, x, map, bias, weights);
  }

  /**
   * Uses a normalisation of each image over height, width and channels together, with a scale and a
   * shift a channel: {@code γ (x - mean) / sqrt(variance + 1e-12) + β}.
   *
   * @param name the layer's name
   * @param x {@code [batch, height, width, channels]}
   * @return x's shape
   */
  public Tensor layerNorm(String name, Tensor x) {
    NetworkParts.requireImages(name, x);
    List<Integer> channels = List.of(x.channels());
    Tensor gamma =
        parameter(name + ".gamma", channels, ParameterRole.SCALE, new Initializer.Constant(1));
    Tensor beta =
        parameter(name + ".beta", channels, ParameterRole.SHIFT, new Initializer.Constant(0));
    return results.once(
        "layerNorm " + name,
        () ->
            new Tensor(
                TensorOps.layerNorm(
                    x.variable(), gamma.variable(), beta.variable(), LAYER_NORM_EPSILON),
                x.shape()),
        x);
  }

  /**
   * Uses a normalisation over all axes but the last, in training by the statistics of the use
   * itself.
   *
   * @param name the layer's name
   * @param x any shape
   * @param spec the layer's settings
   * @return x's shape, for all images in training
   * @throws IllegalArgumentException if an earlier use of the name had other settings or sizes
   */
  public Tensor batchNorm(String name, Tensor x, BatchNormSpec spec) {
    requireFree(name);
    Tensor all = norms.readBatch() ? repeat(x) : x;
    return results.once("batchNorm " + name, () -> norms.use(name, all, spec), all);
  }

  /**
   * Leaves x out of some images, drawn anew in every training step, and scales it up for the others
   * to keep the mean. Evaluation takes x as it is.
   *
   * @param name what is left out
   * @param x any shape
   * @param spec how often
   * @return x's shape, for all images in training
   */
  public Tensor dropout(String name, Tensor x, DropoutSpec spec) {
    if (!norms.readBatch() || spec.chance() == 0) {
      return x;
    }
    Tensor all = repeat(x);
    return results.once("dropout " + name, () -> dropout.apply(name, all, spec), all);
  }

  /**
   * Uses a parameter that is not a synapse's: a decay, a peephole.
   *
   * @param name the parameter's name
   * @param shape the lengths of its axes
   * @param role what it is
   * @param initializer how its first values are drawn
   * @return the parameter, of that shape
   * @throws IllegalArgumentException if an earlier use of the name was another
   */
  public Tensor parameter(
      String name, List<Integer> shape, ParameterRole role, Initializer initializer) {
    ParameterVariable known =
        parameters.computeIfAbsent(
            name, n -> parts.parameter(n, shape, role, initializer, NetworkParts.unitFans()));
    if (!known.tensor().shape().equals(shape) || !known.initializer().equals(initializer)) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' has shape " + known.tensor().shape() + " and " + shape);
    }
    return known.tensor();
  }

  /**
   * Applies an element-wise nonlinearity.
   *
   * @param activation which one
   * @param x any shape
   * @return x's shape; x itself for {@link Activation#LINEAR}
   */
  public Tensor activation(Activation activation, Tensor x) {
    synapses.activated(x.variable(), activation);
    return results.once(
        activation.id(), () -> new Tensor(activation.apply(x.variable()), x.shape()), x);
  }

  /**
   * Adds tensors of the same shape.
   *
   * @param a the first
   * @param b the second
   * @return their sum
   * @throws IllegalArgumentException if the shapes differ in more than the first axis
   */
  public Tensor add(Tensor a, Tensor b) {
    return aligned("add", a, b, SDVariable::add);
  }

  /**
   * Multiplies tensors of the same shape, value by value.
   *
   * @param a the first
   * @param b the second
   * @return their product
   * @throws IllegalArgumentException if the shapes differ in more than the first axis
   */
  public Tensor multiply(Tensor a, Tensor b) {
    return aligned("multiply", a, b, TensorOps::product);
  }

  private Tensor aligned(String name, Tensor a, Tensor b, BinaryOperator<SDVariable> operation) {
    List<Tensor> same = repeated(List.of(a, b));
    if (!same.get(0).shape().equals(same.get(1).shape())) {
      throw new IllegalArgumentException(
          "only equal shapes can be combined, found " + a.shape() + " and " + b.shape());
    }
    return results.once(
        name,
        () ->
            new Tensor(
                operation.apply(same.get(0).variable(), same.get(1).variable()),
                same.get(0).shape()),
        same.get(0),
        same.get(1));
  }

  /**
   * Multiplies every image by the same factors.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param factors a parameter of shape {@code [1]} or {@code [height, width, channels]}
   * @return x's shape
   */
  public Tensor scale(Tensor x, Tensor factors) {
    boolean one = factors.shape().equals(List.of(1));
    return results.once(
        "scale",
        () -> {
          SDVariable y =
              one
                  ? TensorOps.scale(x.variable(), factors.variable())
                  : TensorOps.scalePixels(x.variable(), factors.variable(), x.shape());
          return new Tensor(y, x.shape());
        },
        x,
        factors);
  }

  /**
   * Takes {@code offset + factor x}.
   *
   * @param x any shape
   * @param factor what x is multiplied by
   * @param offset what is added
   * @return x's shape
   */
  public Tensor affine(Tensor x, double factor, double offset) {
    if (factor == 1 && offset == 0) {
      return x;
    }
    return results.once(
        "affine " + factor + " " + offset,
        () -> new Tensor(TensorOps.affine(x.variable(), factor, offset), x.shape()),
        x);
  }

  /**
   * Joins tensors along their channels.
   *
   * @param tensors equal in all axes but the last, and the first where no image has arrived
   * @return the channels of all, in order
   */
  public Tensor concat(List<Tensor> tensors) {
    List<Tensor> same = repeated(tensors);
    if (same.size() == 1) {
      return same.get(0);
    }
    int channels = same.stream().mapToInt(Tensor::channels).sum();
    List<Integer> shape = same.get(0).withLast(channels);
    same.forEach(t -> NetworkParts.requireBeside(same.get(0), t));
    return results.once(
        "concat",
        () ->
            new Tensor(
                TensorOps.joinChannels(
                    same.stream().map(Tensor::variable).toList(),
                    shape.size(),
                    same.stream().mapToInt(Tensor::channels).toArray()),
                shape),
        same.toArray(Tensor[]::new));
  }

  /**
   * Parts a tensor's channels.
   *
   * @param x any shape
   * @param channels the number of channels of each part, together those of x
   * @return the parts, in order
   */
  public List<Tensor> split(Tensor x, int... channels) {
    if (Arrays.stream(channels).sum() != x.channels()) {
      throw new IllegalArgumentException(
          x.channels() + " channels cannot be parted into " + Arrays.toString(channels));
    }
    return results.all(
        "split " + Arrays.toString(channels),
        () -> {
          List<SDVariable> parts = TensorOps.splitChannels(x.variable(), x.rank(), channels);
          return IntStream.range(0, channels.length)
              .mapToObj(i -> new Tensor(parts.get(i), x.withLast(channels[i])))
              .toList();
        },
        x);
  }

  /**
   * Resizes images bilinearly, corners on corners, without smoothing first.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param height the wanted height in pixels
   * @param width the wanted width in pixels
   * @return {@code [batch, height, width, channels]}; x itself if it has that size
   */
  public Tensor resize(Tensor x, int height, int width) {
    NetworkParts.requireImages("resize", x);
    if (x.length(1) == height && x.length(2) == width) {
      return x;
    }
    return results.once(
        "resize " + height + " " + width,
        () ->
            Tensor.of(
                TensorOps.resize(x.variable(), x.length(1), x.length(2), height, width),
                x.length(0),
                height,
                width,
                x.channels()),
        x);
  }

  /**
   * Takes the maximum over windows; padding never wins.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param kernel the window's height and width in pixels
   * @param stride the step in pixels
   * @param padding the border
   * @return {@code [batch, oh, ow, channels]}
   */
  public Tensor maxPool(Tensor x, int kernel, int stride, Padding padding) {
    NetworkParts.requireImages("pooling", x);
    ConvolutionGeometry window = Windows.geometry(x, x.channels(), kernel, stride, padding);
    return results.once("maximum " + window, () -> Windows.maximum(x, window), x);
  }

  /**
   * Takes the mean over windows that lie wholly in the image.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param kernel the window's height and width in pixels
   * @param stride the step in pixels
   * @return {@code [batch, oh, ow, channels]}
   */
  public Tensor averagePool(Tensor x, int kernel, int stride) {
    NetworkParts.requireImages("pooling", x);
    ConvolutionGeometry window = Windows.geometry(x, x.channels(), kernel, stride, Padding.NONE);
    return results.once("mean " + window, () -> Windows.mean(x, window), x);
  }

  /**
   * Takes the mean over all positions.
   *
   * @param x {@code [batch, height, width, channels]}
   * @return {@code [batch, channels]}
   */
  public Tensor globalAveragePool(Tensor x) {
    NetworkParts.requireImages("global average pool", x);
    return results.once(
        "mean", () -> Tensor.of(graph.mean(x.variable(), 1, 2), x.length(0), x.length(3)), x);
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
        : results.once(
            "flatten",
            () ->
                Tensor.of(
                    graph.reshape(x.variable(), x.length(0), features), x.length(0), features),
            x);
  }

  /**
   * Takes features for an image of one pixel.
   *
   * @param x {@code [batch, features]}
   * @return {@code [batch, 1, 1, features]}
   */
  public Tensor asImage(Tensor x) {
    return results.once(
        "asImage",
        () ->
            Tensor.of(
                graph.reshape(x.variable(), x.length(0), 1, 1, x.length(1)),
                x.length(0),
                1,
                1,
                x.length(1)),
        x);
  }

  /**
   * Passes values on, and no error back.
   *
   * @param x any shape
   * @return x's shape
   */
  public Tensor stopGradient(Tensor x) {
    return results.once(
        "stop", () -> new Tensor(TensorOps.stopGradient(x.variable()), x.shape()), x);
  }

  /**
   * A value that is the same everywhere and for all images.
   *
   * @param value the value
   * @param shape an image's
   * @return {@code [1, height, width, channels]}
   */
  public Tensor constant(double value, ImageShape shape) {
    return constant(value, List.of(shape.height(), shape.width(), shape.channels()));
  }

  /**
   * A value that is the same everywhere and for all images.
   *
   * @param value the value
   * @param shape the lengths of the axes after the first
   * @return the shape with a first axis of length 1
   */
  public Tensor constant(double value, List<Integer> shape) {
    List<Integer> lengths = new ArrayList<>(List.of(1));
    lengths.addAll(shape);
    long[] axes = lengths.stream().mapToLong(Integer::longValue).toArray();
    return results.once(
        "constant " + value + lengths,
        () ->
            new Tensor(graph.constant(Nd4j.valueArrayOf(axes, value, parts.precision())), lengths));
  }

  /**
   * Repeats what is the same for all images, once for each.
   *
   * @param x any shape, its first axis of length 1 or the batch
   * @return the same with a first axis of the batch
   */
  public Tensor repeat(Tensor x) {
    if (x.length(0) == batch) {
      return x;
    }
    return results.once(
        "repeat", () -> new Tensor(TensorOps.repeat(x.variable(), batch), x.withFirst(batch)), x);
  }

  private List<Tensor> repeated(List<Tensor> tensors) {
    boolean alone = tensors.stream().allMatch(t -> t.length(0) == 1);
    return alone ? tensors : tensors.stream().map(this::repeat).toList();
  }

  private void requireFree(String name) {
    if (name.isBlank() || parts.layers.containsKey(name)) {
      throw new IllegalArgumentException(
          "every layer has a name of its own, found '" + name + "' twice or empty");
    }
  }
}
