// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What graphs of recurrent networks are made of besides layers. Each adds operations to the graph
 * of its inputs, differentiates as it says, and has fast kernels; SameDiff's own counterparts are
 * slow, lose errors, or have gradients of several outputs.
 */
public final class TensorOps {

  private TensorOps() {}

  /**
   * Joins inputs along the last axis.
   *
   * @param parts inputs of one shape but for their channels, at least one
   * @param rank the number of their axes
   * @param channels the channels of each, in order
   * @return the same shape with all channels
   */
  public static SDVariable joinChannels(List<SDVariable> parts, int rank, int... channels) {
    return join(parts, rank - 1, channels);
  }

  /**
   * Joins inputs along the batch axis.
   *
   * @param parts inputs of one shape but for their batch, at least one
   * @param examples the examples in each, in order
   * @return all examples, in order
   */
  public static SDVariable joinBatches(List<SDVariable> parts, int... examples) {
    return join(parts, 0, examples);
  }

  private static SDVariable join(List<SDVariable> parts, int axis, int... lengths) {
    if (parts.isEmpty() || parts.size() != lengths.length) {
      throw new IllegalArgumentException(
          "every part has a length, found " + parts.size() + " parts and " + lengths.length);
    }
    List<Integer> all = Arrays.stream(lengths).boxed().toList();
    return parts.size() == 1
        ? parts.get(0)
        : op(new Arrangement.Concatenation(axis, all), parts.toArray(SDVariable[]::new));
  }

  /**
   * Divides an input along its last axis.
   *
   * @param x channels last
   * @param rank the number of x's axes
   * @param channels the channels of each part, in order; together all of x's
   * @return one variable a part
   */
  public static List<SDVariable> splitChannels(SDVariable x, int rank, int... channels) {
    int total = Arrays.stream(channels).sum();
    List<SDVariable> parts = new ArrayList<>();
    int from = 0;
    for (int length : channels) {
      Arrangement.Part part = new Arrangement.Part(rank - 1, from, length, total);
      parts.add(channels.length == 1 ? x : op(part, x));
      from += length;
    }
    return parts;
  }

  /**
   * Takes some examples of a batch.
   *
   * @param x the batch
   * @param from the first example
   * @param length how many
   * @param total examples in x
   * @return {@code length} examples
   */
  public static SDVariable examples(SDVariable x, int from, int length, int total) {
    return op(new Arrangement.Part(0, from, length, total), x);
  }

  /**
   * Repeats a batch of one; its error is the sum over the batch.
   *
   * @param x a batch of one example
   * @param times how often, at least 1
   * @return a batch of {@code times} examples
   */
  public static SDVariable repeat(SDVariable x, int times) {
    return times == 1 ? x : op(new Arrangement.Repetition(times), x);
  }

  /**
   * Multiplies element by element.
   *
   * @param a any shape
   * @param b a's shape
   * @return a's shape
   */
  public static SDVariable product(SDVariable a, SDVariable b) {
    return op(new Scaling.Product(), a, b);
  }

  /**
   * Scales and shifts by fixed numbers, {@code scale x + shift}.
   *
   * @param x any shape
   * @param scale the factor
   * @param shift what is added
   * @return x's shape
   */
  public static SDVariable affine(SDVariable x, double scale, double shift) {
    return op(new Scaling.Affine(scale, shift), x);
  }

  /**
   * What a gate leaves, {@code 1 - x}.
   *
   * @param x any shape
   * @return x's shape
   */
  public static SDVariable complement(SDVariable x) {
    return affine(x, -1, 1);
  }

  /**
   * Multiplies by a learnt number.
   *
   * @param x any shape
   * @param scalar a parameter {@code [1]}
   * @return x's shape
   */
  public static SDVariable scale(SDVariable x, SDVariable scalar) {
    return op(new Scaling.ScalarScale(), x, scalar);
  }

  /**
   * Multiplies by a learnt number at every pixel and channel, as peepholes do.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param weights a parameter {@code [height, width, channels]}
   * @param shape x's shape
   * @return x's shape
   */
  public static SDVariable scalePixels(SDVariable x, SDVariable weights, List<Integer> shape) {
    SameDiff graph = x.getSameDiff();
    SDVariable one = graph.reshape(weights, 1, shape.get(1), shape.get(2), shape.get(3));
    return product(x, repeat(one, shape.get(0)));
  }

  /**
   * Multiplies every image by a number of its own, to which no error is passed back.
   *
   * @param x {@code [batch, ...]}
   * @param factors {@code [batch]}
   * @return x's shape
   */
  public static SDVariable scaleImages(SDVariable x, SDVariable factors) {
    return op(new Scaling.ImageScale(), x, factors);
  }

  /**
   * Interpolates bilinearly; corners stay corners (TensorFlow's {@code align_corners}), nothing is
   * smoothed first.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param height x's height in pixels
   * @param width x's width in pixels
   * @param newHeight the result's height in pixels
   * @param newWidth the result's width in pixels
   * @return {@code [batch, newHeight, newWidth, channels]}; x itself if that is its size
   */
  public static SDVariable resize(
      SDVariable x, int height, int width, int newHeight, int newWidth) {
    boolean same = height == newHeight && width == newWidth;
    return same ? x : op(new ImageFunction.Resize(height, width, newHeight, newWidth), x);
  }

  /**
   * Normalises each example over all its values together, then scales and shifts each channel (Ba,
   * Kiros and Hinton 2016; the biased variance).
   *
   * @param x channels last
   * @param gamma the scale {@code [channels]}
   * @param beta the shift {@code [channels]}
   * @param epsilon added to the variance, greater than 0; 1e-12 in TensorFlow's contrib.layers
   * @return x's shape
   */
  public static SDVariable layerNorm(
      SDVariable x, SDVariable gamma, SDVariable beta, double epsilon) {
    SDVariable standard = op(new ImageFunction.Standardization(epsilon), x);
    SDVariable scaled = op(new Scaling.ChannelScale(), standard, gamma);
    return x.getSameDiff().nn().biasAdd(scaled, beta, false);
  }

  /**
   * Passes values on, and no error back.
   *
   * @param x any shape
   * @return x's shape
   */
  public static SDVariable stopGradient(SDVariable x) {
    return op(new ImageFunction.StopGradient(), x);
  }

  /**
   * Marks each row's largest number, the first of equals; no error passes.
   *
   * @param x rows along the last axis, of any rank from 1
   * @return x's shape, 1 at the largest number of each row and 0 elsewhere
   */
  public static SDVariable largestMask(SDVariable x) {
    return op(new ImageFunction.LargestMask(), x);
  }

  /**
   * Turns each row into probabilities, {@code exp(x) / Σ exp(x)}; differentiable.
   *
   * @param x rows along the last axis
   * @param rank the number of x's axes
   * @return x's shape
   */
  public static SDVariable softmax(SDVariable x, int rank) {
    return x.getSameDiff().nn().softmax(x, rank - 1);
  }

  /**
   * Finds each row's largest number; no error passes.
   *
   * @param x rows along the last axis
   * @param rank the number of x's axes, at least 2
   * @return x's shape without the last axis
   */
  public static SDVariable largest(SDVariable x, int rank) {
    return stopGradient(x.getSameDiff().max(x, rank - 1));
  }

  /**
   * Cuts numbers off at a limit; no error passes. The {@link #largestMask} of confidences cut off
   * at a threshold marks the first that reaches it, or the largest where none does.
   *
   * @param x any shape
   * @param limit the largest number that stays
   * @return x's shape
   */
  public static SDVariable atMost(SDVariable x, double limit) {
    return stopGradient(x.getSameDiff().math().clipByValue(x, -Double.MAX_VALUE, limit));
  }

  private static SDVariable op(TensorFunction function, SDVariable... inputs) {
    return new TensorOp(function, inputs).outputVariable();
  }
}
