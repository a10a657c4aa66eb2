// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The linear map {@code y = C_K(x)} of a synapse: all that a learning rule sees of it.
 *
 * <p>The three operators satisfy, for every kernel K, input x and output-side d: {@code <C_K x, d>
 * = <x, T_K d> = <K, F(x, d)>}. All act on the whole batch; {@code F} sums over the batch and over
 * positions.
 */
public sealed interface LinearMap permits DenseMap, ConvolutionMap, DepthwiseMap {

  /**
   * The map itself, {@code C_K(x)}.
   *
   * @param kernel K, of {@link #kernelShape()}
   * @param x the input, of the layer's input shape
   * @return a variable of the layer's output shape
   */
  SDVariable apply(SDVariable kernel, SDVariable x);

  /**
   * The adjoint {@code T_K(d)}: an output-side quantity carried back through K.
   *
   * @param kernel K, of {@link #kernelShape()}
   * @param d of the layer's output shape
   * @return a variable of the layer's input shape
   */
  SDVariable adjoint(SDVariable kernel, SDVariable d);

  /**
   * The filter gradient {@code F(x, d)}, bilinear in both.
   *
   * @param x of the layer's input shape
   * @param d of the layer's output shape
   * @return a variable of {@link #kernelShape()}
   */
  SDVariable filterGradient(SDVariable x, SDVariable d);

  /**
   * Returns the shape of kernels, and of feedback weights.
   *
   * @return {@code [in, out]} for dense maps, {@code [kh, kw, in, out]} for convolutions, {@code
   *     [k, k, channels, 1]} for depthwise ones
   */
  List<Integer> kernelShape();

  /**
   * Returns the shape of inputs.
   *
   * @param images the length of the first axis
   * @return the lengths of x's axes
   */
  List<Integer> inputShape(int images);

  /**
   * Returns the shape of outputs.
   *
   * @param images the length of the first axis
   * @return the lengths of y's axes
   */
  List<Integer> outputShape(int images);

  /**
   * Returns the fans of the kernel.
   *
   * @return the fans, counted with the kernel's area
   */
  Fans fans();

  /**
   * Returns the number of places at which the kernel meets the input of one image.
   *
   * @return the number of output positions, 1 for dense maps
   */
  int positions();

  /**
   * Returns the map of the same inputs and places with another number of outputs at each.
   *
   * @param outputs the number of units or filters, at least 1
   * @return the map
   * @throws UnsupportedOperationException for depthwise convolutions, whose outputs are their
   *     inputs' channels
   */
  LinearMap withOutputs(int outputs);
}
