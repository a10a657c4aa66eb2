// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/** Products, by an array of the same shape, a number, or a number a channel; and their adjoints. */
public sealed interface Scaling extends TensorFunction {

  /** The element-wise product of two inputs of one shape. */
  record Product() implements Scaling {

    @Override
    public String label() {
      return "product";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(
          new TensorOp(this, error, inputs.get(1)).outputVariable(),
          new TensorOp(this, error, inputs.get(0)).outputVariable());
    }
  }

  /**
   * {@code scale x + shift} with fixed numbers.
   *
   * @param scale the factor
   * @param shift what is added
   */
  record Affine(double scale, double shift) implements Scaling {

    @Override
    public String label() {
      return "affine";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(scale == 1 ? error : error.mul(scale));
    }
  }

  /** {@code s x}: inputs x and a learnt number s {@code [1]}. */
  record ScalarScale() implements Scaling {

    @Override
    public String label() {
      return "scalar scale";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(
          new TensorOp(this, error, inputs.get(1)).outputVariable(),
          new TensorOp(new InnerProduct(), inputs.get(0), error).outputVariable());
    }
  }

  /** The sum of all products of two inputs of one shape, {@code [1]}. */
  record InnerProduct() implements Scaling {

    @Override
    public String label() {
      return "inner product";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return new long[] {1};
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      ScalarScale scale = new ScalarScale();
      return List.of(
          new TensorOp(scale, inputs.get(1), error).outputVariable(),
          new TensorOp(scale, inputs.get(0), error).outputVariable());
    }
  }

  /** {@code γ x} for each channel: inputs x, channels last, and γ {@code [channels]}. */
  record ChannelScale() implements Scaling {

    @Override
    public String label() {
      return "channel scale";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      SDVariable product = new TensorOp(new Product(), inputs.get(0), error).outputVariable();
      return List.of(
          new TensorOp(this, error, inputs.get(1)).outputVariable(),
          new TensorOp(new ChannelSum(), product).outputVariable());
    }
  }

  /** {@code f x} for each image: inputs x and f {@code [batch]}, which takes no error. */
  record ImageScale() implements Scaling {

    @Override
    public String label() {
      return "image scale";
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return Arrays.asList(new TensorOp(this, error, inputs.get(1)).outputVariable(), null);
    }
  }

  /** The sum over all axes but the last; for gradients, hence without one of its own. */
  record ChannelSum() implements Scaling {

    @Override
    public String label() {
      return "channel sum";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      long[] x = inputs.get(0);
      return new long[] {x[x.length - 1]};
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      throw new UnsupportedOperationException("a channel sum stands in gradients only");
    }
  }
}
