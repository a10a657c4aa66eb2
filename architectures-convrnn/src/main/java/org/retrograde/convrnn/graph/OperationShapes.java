// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** The shape that an operation gives. */
final class OperationShapes {

  private OperationShapes() {}

  /** Thrown to where the operation's place is known. */
  static final class Misfit extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;
    private final String advice;

    Misfit(String found, String expected, String advice) {
      super(found);
      this.found = found;
      this.expected = expected;
      this.advice = advice;
    }

    String found() {
      return found;
    }

    String expected() {
      return expected;
    }

    String advice() {
      return advice;
    }
  }

  static ValueShape after(OperationSpec operation, ValueShape x) throws Misfit {
    if (operation instanceof OperationSpec.ComponentConvolution convolution) {
      return convolution(convolution.layer(), x);
    }
    if (operation instanceof OperationSpec.Convolution convolution) {
      return convolution(convolution.layer(), x);
    }
    if (operation instanceof OperationSpec.Pool pool) {
      return window(x, pool.kernel(), pool.stride(), pool.padding(), x.channels());
    }
    if (operation instanceof OperationSpec.Dense dense) {
      return dense(dense, x);
    }
    if (operation instanceof OperationSpec.GlobalPool pool) {
      requireImage(x);
      return pool.keepDimensions()
          ? ValueShape.image(1, 1, x.channels())
          : ValueShape.features(x.channels());
    }
    return operation instanceof OperationSpec.Flatten
        ? ValueShape.features(Math.toIntExact(x.size()))
        : x;
  }

  private static ValueShape convolution(ConvolutionLayer layer, ValueShape x) throws Misfit {
    return window(x, layer.kernel(), layer.stride(), layer.padding(), layer.filters());
  }

  private static ValueShape dense(OperationSpec.Dense dense, ValueShape x) throws Misfit {
    if (x.spatial()) {
      throw new Misfit(
          "a fully connected layer on an image of " + x,
          "features",
          "put flatten or a global pool before it");
    }
    return ValueShape.features(dense.units());
  }

  private static ValueShape window(
      ValueShape x, int kernel, int stride, WindowPadding padding, int channels) throws Misfit {
    requireImage(x);
    int height = padding.positions(x.height(), kernel, stride);
    int width = padding.positions(x.width(), kernel, stride);
    if (height < 1 || width < 1) {
      throw new Misfit(
          "a window of " + kernel + " x " + kernel + " pixels on an image of " + x,
          "a window that fits into it",
          "make the kernel smaller, the image larger, or use padding SAME");
    }
    return ValueShape.image(height, width, channels);
  }

  private static void requireImage(ValueShape x) throws Misfit {
    if (!x.spatial()) {
      throw new Misfit(x.toString(), "an image", "move the operation before flatten or pooling");
    }
  }

  /** A residual's channels may be convolved and its extent resized, but features stay features. */
  static void requireAddable(ValueShape residual, ValueShape x) throws Misfit {
    if (residual.spatial() != x.spatial() || (!x.spatial() && !residual.equals(x))) {
      throw new Misfit(
          "a residual of " + residual + " for " + x,
          "two images, or as many features",
          "move the residual before flatten or pooling");
    }
  }
}
