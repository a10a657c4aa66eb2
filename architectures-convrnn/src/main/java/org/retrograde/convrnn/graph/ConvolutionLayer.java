// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Objects;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;

/**
 * A convolution with its bias and nonlinearity.
 *
 * @param filters output channels, at least 1
 * @param kernel the square kernel's side in pixels, at least 1
 * @param stride the step between output positions in pixels, at least 1
 * @param padding what happens at the border
 * @param bias whether each output channel has a bias
 * @param biasStart the bias before the first step
 * @param activation what follows
 * @param weights how the kernel {@code [kernel, kernel, in, filters]} is initialised
 * @param weightDecay the L2 penalty that the published weights were trained with, for exchange with
 *     other programs; an experiment's own setting decides in training
 */
public record ConvolutionLayer(
    int filters,
    int kernel,
    int stride,
    WindowPadding padding,
    boolean bias,
    double biasStart,
    Activation activation,
    Initializer weights,
    double weightDecay) {

  /** Checks the lengths. */
  public ConvolutionLayer {
    Require.atLeastOne("filters", filters);
    Require.atLeastOne("kernel", kernel);
    Require.atLeastOne("stride", stride);
    Require.finite("biasStart", biasStart);
    Require.notNegative("weightDecay", weightDecay);
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(weights, "weights");
  }

  /**
   * A convolution that keeps height and width, with biases that start at 0, no nonlinearity and
   * Glorot's uniform weights.
   *
   * @param filters output channels
   * @param kernel the kernel's side in pixels
   * @return the layer
   */
  public static ConvolutionLayer of(int filters, int kernel) {
    return new ConvolutionLayer(
        filters,
        kernel,
        1,
        WindowPadding.SAME,
        true,
        0,
        Activation.LINEAR,
        new Initializer.GlorotUniform(),
        0);
  }

  /**
   * The same layer with another step between positions.
   *
   * @param pixels at least 1
   * @return the new layer
   */
  public ConvolutionLayer withStride(int pixels) {
    return new ConvolutionLayer(
        filters, kernel, pixels, padding, bias, biasStart, activation, weights, weightDecay);
  }

  /**
   * The same layer with another border.
   *
   * @param border what happens there
   * @return the new layer
   */
  public ConvolutionLayer withPadding(WindowPadding border) {
    return new ConvolutionLayer(
        filters, kernel, stride, border, bias, biasStart, activation, weights, weightDecay);
  }

  /**
   * The same layer with another nonlinearity.
   *
   * @param nonlinearity what follows
   * @return the new layer
   */
  public ConvolutionLayer withActivation(Activation nonlinearity) {
    return new ConvolutionLayer(
        filters, kernel, stride, padding, bias, biasStart, nonlinearity, weights, weightDecay);
  }

  /**
   * The same layer with other first weights.
   *
   * @param initializer how the kernel is initialised
   * @param decay the penalty it was trained with
   * @return the new layer
   */
  public ConvolutionLayer withWeights(Initializer initializer, double decay) {
    return new ConvolutionLayer(
        filters, kernel, stride, padding, bias, biasStart, activation, initializer, decay);
  }
}
