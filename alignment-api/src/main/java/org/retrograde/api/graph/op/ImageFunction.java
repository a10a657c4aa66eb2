// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/** Functions of each image on its own. */
public sealed interface ImageFunction extends TensorFunction {

  /**
   * Bilinear interpolation whose corners are the image's corners (TensorFlow's {@code
   * align_corners}), without smoothing: output place i lies at {@code i (from - 1) / (to - 1)} of
   * the input, at 0 where the output is one pixel wide.
   *
   * @param height the image's height in pixels
   * @param width the image's width in pixels
   * @param newHeight the result's height in pixels
   * @param newWidth the result's width in pixels
   */
  record Resize(int height, int width, int newHeight, int newWidth) implements ImageFunction {

    /** Checks that no size is less than 1. */
    public Resize {
      if (height < 1 || width < 1 || newHeight < 1 || newWidth < 1) {
        throw new IllegalArgumentException(
            "images have at least one pixel, found %d x %d to %d x %d"
                .formatted(height, width, newHeight, newWidth));
      }
    }

    /**
     * Returns the weights along the height.
     *
     * @return {@code [newHeight][height]}
     */
    public float[][] rows() {
      return weights(height, newHeight);
    }

    /**
     * Returns the weights along the width.
     *
     * @return {@code [newWidth][width]}
     */
    public float[][] columns() {
      return weights(width, newWidth);
    }

    private static float[][] weights(int from, int to) {
      float[][] weights = new float[to][from];
      for (int i = 0; i < to; i++) {
        double place = to > 1 ? (double) i * (from - 1) / (to - 1) : 0;
        int before = Math.min((int) place, from - 1);
        int after = Math.min(before + 1, from - 1);
        weights[i][before] += (float) (1 - (place - before));
        weights[i][after] += (float) (place - before);
      }
      return weights;
    }

    @Override
    public String label() {
      return "resize";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      long[] x = inputs.get(0);
      return new long[] {x[0], newHeight, newWidth, x[3]};
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(new TensorOp(new ResizeAdjoint(this), error).outputVariable());
    }
  }

  /**
   * The adjoint of {@link Resize}.
   *
   * @param resize the interpolation
   */
  record ResizeAdjoint(Resize resize) implements ImageFunction {

    @Override
    public String label() {
      return "resize adjoint";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      long[] d = inputs.get(0);
      return new long[] {d[0], resize.height(), resize.width(), d[3]};
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(new TensorOp(resize, error).outputVariable());
    }
  }

  /**
   * {@code (x - μ) / √(σ² + ε)} with mean and biased variance of each example over all its values
   * (Ba, Kiros and Hinton 2016, "Layer normalization", equation 3).
   *
   * @param epsilon ε, greater than 0
   */
  record Standardization(double epsilon) implements ImageFunction {

    @Override
    public String label() {
      return "standardization";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      StandardizationGradient gradient = new StandardizationGradient(epsilon);
      return List.of(new TensorOp(gradient, inputs.get(0), error).outputVariable());
    }
  }

  /**
   * The error of a standardised x: inputs x and the result's error.
   *
   * @param epsilon ε
   */
  record StandardizationGradient(double epsilon) implements ImageFunction {

    @Override
    public String label() {
      return "standardization gradient";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      throw new UnsupportedOperationException("no gradient of a gradient is needed");
    }
  }

  /** The input itself, which no error passes. */
  record StopGradient() implements ImageFunction {

    @Override
    public String label() {
      return "stop gradient";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return Collections.singletonList(null);
    }
  }

  /**
   * 1 at each row's largest number, the first one of equals, and 0 elsewhere; no error passes. Rows
   * run along the last axis.
   */
  record LargestMask() implements ImageFunction {

    @Override
    public String label() {
      return "largest mask";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return Collections.singletonList(null);
    }
  }
}
