// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;
import java.util.Locale;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.api.graph.op.TensorFunction;

/**
 * What an instruction of a program computes, apart from its buffers.
 *
 * <p>Operations that a fast library is likely to have are named here; everything else is an {@link
 * Other}. Activations are NHWC, kernels {@code [kh, kw, in, out]} unless packed, channels last
 * throughout. A packed operation has each operand in the form that its library prefers ({@link
 * KernelLibrary#packing}).
 */
public sealed interface Operation {

  /**
   * Returns the name in listings.
   *
   * @return lower-case words
   */
  default String label() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * {@code y = C_K(x)}: inputs x, K, then what the epilogue asks for; output y.
   *
   * @param geometry the sizes
   * @param epilogue what follows in the same pass
   * @param packed whether operands are packed
   */
  record Convolution(ConvolutionGeometry geometry, Epilogue epilogue, boolean packed)
      implements Operation {

    /**
     * A convolution alone, of a plain kernel.
     *
     * @param geometry the sizes
     */
    public Convolution(ConvolutionGeometry geometry) {
      this(geometry, Epilogue.none(), false);
    }

    @Override
    public String label() {
      return "convolution" + epilogue.label();
    }
  }

  /**
   * {@code T_K(d)}: inputs K and d.
   *
   * @param geometry the sizes
   * @param packed whether operands are packed
   */
  record ConvolutionAdjoint(ConvolutionGeometry geometry, boolean packed) implements Operation {}

  /**
   * {@code F(x, d)}: inputs x and d.
   *
   * @param geometry the sizes
   * @param packed whether operands and result are packed
   */
  record ConvolutionFilterGradient(ConvolutionGeometry geometry, boolean packed)
      implements Operation {}

  /**
   * Both at once: inputs x, K and d; outputs {@code T_K(d)} and {@code F(x, d)}; nothing packed.
   *
   * @param geometry the sizes
   */
  record ConvolutionBackward(ConvolutionGeometry geometry) implements Operation {}

  /**
   * {@code y = C_K(x)} of a depthwise convolution: inputs x, K {@code [k, k, channels, 1]}.
   *
   * @param geometry the sizes
   */
  record Depthwise(DepthwiseGeometry geometry) implements Operation {}

  /**
   * {@code T_K(d)} of a depthwise convolution: inputs K and d.
   *
   * @param geometry the sizes
   */
  record DepthwiseAdjoint(DepthwiseGeometry geometry) implements Operation {}

  /**
   * {@code F(x, d)} of a depthwise convolution: inputs x and d.
   *
   * @param geometry the sizes
   */
  record DepthwiseFilterGradient(DepthwiseGeometry geometry) implements Operation {}

  /**
   * Brings an operand into the form that a library prefers: input plain, output packed.
   *
   * @param user the operation that reads the packed operand
   * @param operand its place among that operation's inputs
   * @param batch images in that operation
   */
  record Pack(Operation user, int operand, long batch) implements Operation {
    @Override
    public String label() {
      return "pack for " + user.label();
    }
  }

  /**
   * Brings a packed filter gradient back: input packed, output plain.
   *
   * @param maker the operation that wrote it
   * @param batch images in that operation
   */
  record Unpack(Operation maker, long batch) implements Operation {}

  /**
   * A kernel for Winograd's method: input three kernels of one row, one after the other, packed for
   * the convolution that reads the result; output six such kernels.
   *
   * @param turned whether the rows change places first, as the adjoint needs it; columns, input and
   *     output have changed places when the kernel was packed
   */
  record WinogradKernel(boolean turned) implements Operation {
    @Override
    public String label() {
      return turned ? "winograd turned kernel" : "winograd kernel";
    }
  }

  /**
   * A convolution, or its adjoint, by Winograd's method, one row of tiles after the other: inputs
   * images and six packed kernels, then what the epilogue asks for, a bias repeated for each
   * column; outputs images of the other side, and a scratch row for one row of tiles before and
   * after, of {@code 6 batch width (in + out)} numbers.
   *
   * @param geometry the convolution's sizes
   * @param adjoint whether it goes from the output side to the input side
   * @param epilogue what follows in the same pass
   */
  record WinogradConvolution(ConvolutionGeometry geometry, boolean adjoint, Epilogue epilogue)
      implements Operation {
    @Override
    public String label() {
      return (adjoint ? "winograd adjoint" : "winograd convolution") + epilogue.label();
    }
  }

  /**
   * Six filter gradients of one row for each part of the batch: inputs x and d; outputs {@code 6
   * parts} packed kernels, and a scratch row for the tiles of one part, of {@code 6 height / 4
   * batch / parts width (in + out)} numbers.
   *
   * @param geometry the convolution's sizes
   * @param parts into how many parts the batch is divided
   */
  record WinogradFilterGradient(ConvolutionGeometry geometry, int parts) implements Operation {}

  /**
   * From packed kernels of one row, six for each part of the batch, to three, the rows of the
   * filter gradient.
   *
   * @param parts the number of parts
   */
  record WinogradKernelGradient(int parts) implements Operation {}

  /** A row several times over: input b, output {@code [times, channels]}. */
  record Repeat() implements Operation {}

  /**
   * The matrix product of two inputs, then what the epilogue asks for.
   *
   * @param transposeFirst whether the first is transposed
   * @param transposeSecond whether the second is transposed
   * @param epilogue what follows in the same pass
   */
  record MatrixProduct(boolean transposeFirst, boolean transposeSecond, Epilogue epilogue)
      implements Operation {
    @Override
    public String label() {
      return "matrix product" + epilogue.label();
    }
  }

  /**
   * Batch normalisation with the batch's statistics, and max(0, y) if asked for: inputs x, γ, β;
   * outputs y, mean, biased variance, and the library's own notes for the gradient if it takes any.
   *
   * @param epsilon added to the variance
   * @param relu whether y is rectified
   */
  record BatchNorm(double epsilon, boolean relu) implements Operation {
    @Override
    public String label() {
      return relu ? "batch norm + relu" : "batch norm";
    }
  }

  /**
   * Its gradient: inputs x, γ, mean, biased variance, dy, and if y was rectified y and the
   * library's notes, if any; outputs dx, dγ, dβ.
   *
   * @param epsilon added to the variance
   * @param relu whether y was rectified
   */
  record BatchNormGradient(double epsilon, boolean relu) implements Operation {
    @Override
    public String label() {
      return relu ? "relu + batch norm gradient" : "batch norm gradient";
    }
  }

  /**
   * Batch normalisation with given statistics: inputs x, mean, variance, γ, β.
   *
   * @param epsilon added to the variance
   * @param relu whether the result is rectified
   */
  record NormInference(double epsilon, boolean relu) implements Operation {
    @Override
    public String label() {
      return relu ? "norm + relu" : "norm";
    }
  }

  /**
   * A kernel that does a normalisation's scaling too, {@code K γ / √(σ² + ε)} for each output
   * channel: inputs K, γ, variance.
   *
   * @param epsilon added to the variance
   */
  record FoldedKernel(double epsilon) implements Operation {}

  /**
   * The bias that does a normalisation's shift, {@code β - μ γ / √(σ² + ε)}: inputs mean, variance,
   * γ, β.
   *
   * @param epsilon added to the variance
   */
  record FoldedBias(double epsilon) implements Operation {}

  /**
   * An element-wise nonlinearity.
   *
   * @param kind which one
   */
  record Activation(ActivationKind kind) implements Operation {
    @Override
    public String label() {
      return kind.label();
    }
  }

  /**
   * Its gradient: inputs a reference and dy.
   *
   * @param kind which nonlinearity
   * @param fromResult whether the reference is the nonlinearity's result rather than its input
   */
  record ActivationGradient(ActivationKind kind, boolean fromResult) implements Operation {
    @Override
    public String label() {
      return kind.label() + " gradient";
    }
  }

  /**
   * {@code Σ c_i x_i} of inputs of one shape, and the maximum with 0 if asked for.
   *
   * @param coefficients c, one an input
   * @param relu whether the sum is rectified
   */
  record LinearCombination(List<Double> coefficients, boolean relu) implements Operation {
    /** Copies the list. */
    public LinearCombination {
      coefficients = List.copyOf(coefficients);
    }

    @Override
    public String label() {
      return (coefficients.size() == 1 ? "scale" : "sum of " + coefficients.size())
          + (relu ? " + relu" : "");
    }
  }

  /**
   * {@code y += c x} in place: inputs x, y and c, a single number read anew in each run; output y.
   */
  record AddScaled() implements Operation {}

  /** Inputs x and b {@code [channels]}: b is added to each channel of x. */
  record BiasAdd() implements Operation {}

  /**
   * A maximum or mean over windows; outputs y, and the library's own notes for the gradient if it
   * takes any.
   *
   * @param window sizes; input and output channels are equal
   * @param maximum whether the maximum is taken, else the mean with padding counted as zeros
   */
  record Pooling(ConvolutionGeometry window, boolean maximum) implements Operation {
    @Override
    public String label() {
      return maximum ? "max pooling" : "average pooling";
    }
  }

  /**
   * Its gradient: inputs x, dy, and the library's notes, if any.
   *
   * @param window sizes
   * @param maximum whether the maximum was taken
   */
  record PoolingGradient(ConvolutionGeometry window, boolean maximum) implements Operation {
    @Override
    public String label() {
      return maximum ? "max pooling gradient" : "average pooling gradient";
    }
  }

  /**
   * The mean over the batch of {@code -Σ labels · log softmax(logits)}: inputs logits and labels
   * {@code [batch, classes]}; outputs the loss, a scalar, and its gradient by the logits.
   */
  record SoftmaxCrossEntropy() implements Operation {}

  /** The sum over all axes but the last. */
  record ChannelSum() implements Operation {}

  /**
   * {@code (scale a + shift) b}, and r added to it if asked for, element by element: what a gate
   * lets through. Inputs a, b and r.
   *
   * @param scale the factor of a
   * @param shift what is added to it
   * @param residual whether r is added
   */
  record Gating(double scale, double shift, boolean residual) implements Operation {
    @Override
    public String label() {
      return residual ? "gating + residual" : "gating";
    }
  }

  /**
   * One of our own functions; inputs and output are the function's.
   *
   * @param function what to compute
   */
  record Tensor(TensorFunction function) implements Operation {
    @Override
    public String label() {
      return function.label();
    }
  }

  /** The same values in the same order under another shape; needs no kernel. */
  record View() implements Operation {}

  /** A copy into a buffer of the caller's. */
  record Copy() implements Operation {}

  /**
   * Any other operation of ND4J.
   *
   * @param function the operation, whose own arguments hold but not its arrays
   */
  record Other(DifferentialFunction function) implements Operation {
    @Override
    public String label() {
      return function.opName();
    }
  }
}
