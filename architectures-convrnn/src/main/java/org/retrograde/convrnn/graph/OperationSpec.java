// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Objects;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;

/** One operation of a node, before or after its cell. All work on one image at a time. */
public sealed interface OperationSpec {

  /**
   * The node's first convolution, which names the input that is its feedforward one.
   *
   * @param inputName a predecessor, or {@link NodeSpec#IMAGE} where the node reads the image
   * @param layer the convolution
   */
  record ComponentConvolution(String inputName, ConvolutionLayer layer) implements OperationSpec {
    /** Checks that nothing is missing. */
    public ComponentConvolution {
      Objects.requireNonNull(inputName, "inputName");
      Objects.requireNonNull(layer, "layer");
    }
  }

  /**
   * A convolution.
   *
   * @param layer the convolution
   */
  record Convolution(ConvolutionLayer layer) implements OperationSpec {
    /** Checks that nothing is missing. */
    public Convolution {
      Objects.requireNonNull(layer, "layer");
    }
  }

  /**
   * A fully connected layer on features.
   *
   * @param units output features, at least 1
   * @param bias whether each has a bias
   * @param biasStart the bias before the first step
   * @param activation what follows
   * @param weights how the matrix {@code [in, units]} is initialised
   * @param weightDecay as for {@link ConvolutionLayer#weightDecay}
   */
  record Dense(
      int units,
      boolean bias,
      double biasStart,
      Activation activation,
      Initializer weights,
      double weightDecay)
      implements OperationSpec {
    /** Checks the values. */
    public Dense {
      Require.atLeastOne("units", units);
      Require.finite("biasStart", biasStart);
      Require.notNegative("weightDecay", weightDecay);
      Objects.requireNonNull(activation, "activation");
      Objects.requireNonNull(weights, "weights");
    }
  }

  /**
   * One value a channel.
   *
   * @param kind what is kept
   * @param keepDimensions whether an image of 1 × 1 pixels comes out; otherwise features
   */
  record GlobalPool(PoolKind kind, boolean keepDimensions) implements OperationSpec {
    /** Checks that nothing is missing. */
    public GlobalPool {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /**
   * A window that moves over the image.
   *
   * @param kind what is kept
   * @param kernel the window's side in pixels, at least 1
   * @param stride the step between windows in pixels, at least 1
   * @param padding what happens at the border
   */
  record Pool(PoolKind kind, int kernel, int stride, WindowPadding padding)
      implements OperationSpec {
    /** Checks the lengths. */
    public Pool {
      Require.atLeastOne("kernel", kernel);
      Require.atLeastOne("stride", stride);
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(padding, "padding");
    }
  }

  /** A place in the list that does nothing: dropout that keeps everything. */
  record Dropout() implements OperationSpec {}

  /** An image as features, in the order row, column, channel. */
  record Flatten() implements OperationSpec {}

  /** Nothing. */
  record Identity() implements OperationSpec {}

  /**
   * A nonlinearity.
   *
   * @param activation not {@link Activation#LINEAR}
   */
  record Nonlinearity(Activation activation) implements OperationSpec {
    /** Checks that there is one. */
    public Nonlinearity {
      if (activation == Activation.LINEAR) {
        throw new IllegalArgumentException("a nonlinearity is not linear, use Identity");
      }
    }
  }

  /**
   * Adds what entered the node, after the cell only: as it is where shapes agree; through a 1 × 1
   * convolution without bias where channels differ; resized first where sizes differ.
   */
  record ResidualAdd() implements OperationSpec {}
}
