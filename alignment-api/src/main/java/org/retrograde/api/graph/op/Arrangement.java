// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/** Functions that move values without changing them, and the sums that are their adjoints. */
public sealed interface Arrangement extends TensorFunction {

  /**
   * Inputs one after the other along an axis.
   *
   * @param axis the axis, counted from 0
   * @param lengths the inputs' lengths along it, in order
   */
  record Concatenation(int axis, List<Integer> lengths) implements Arrangement {

    /** Copies the list. */
    public Concatenation {
      lengths = List.copyOf(lengths);
    }

    @Override
    public String label() {
      return "concatenation";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return with(inputs.get(0), axis, total());
    }

    private int total() {
      return lengths.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      List<@Nullable SDVariable> errors = new ArrayList<>();
      int from = 0;
      for (int length : lengths) {
        Part part = new Part(axis, from, length, total());
        errors.add(new TensorOp(part, error).outputVariable());
        from += length;
      }
      return errors;
    }
  }

  /**
   * Part of an input along an axis.
   *
   * @param axis the axis, counted from 0
   * @param from the first place
   * @param length how many
   * @param total the input's length along the axis
   */
  record Part(int axis, int from, int length, int total) implements Arrangement {

    /** Checks that the part lies within the whole. */
    public Part {
      if (from < 0 || length < 1 || from + length > total) {
        throw new IllegalArgumentException(
            "a part lies within the whole, found %d from %d of %d".formatted(length, from, total));
      }
    }

    @Override
    public String label() {
      return "part";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return with(inputs.get(0), axis, length);
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      Placement placement = new Placement(axis, from, length, total);
      return List.of(new TensorOp(placement, error).outputVariable());
    }
  }

  /**
   * An input as part of a larger array of zeros: the adjoint of {@link Part}.
   *
   * @param axis the axis, counted from 0
   * @param from the first place
   * @param length the input's length along the axis
   * @param total the result's
   */
  record Placement(int axis, int from, int length, int total) implements Arrangement {

    @Override
    public String label() {
      return "placement";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return with(inputs.get(0), axis, total);
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(new TensorOp(new Part(axis, from, length, total), error).outputVariable());
    }
  }

  /**
   * One example as often as a batch has examples.
   *
   * @param times how often
   */
  record Repetition(int times) implements Arrangement {

    @Override
    public String label() {
      return "repetition";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return with(inputs.get(0), 0, times);
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(new TensorOp(new BatchSum(times), error).outputVariable());
    }
  }

  /**
   * The sum over a batch, as a batch of one example: the adjoint of {@link Repetition}.
   *
   * @param examples how many there are
   */
  record BatchSum(int examples) implements Arrangement {

    @Override
    public String label() {
      return "batch sum";
    }

    @Override
    public long[] shape(List<long[]> inputs) {
      return with(inputs.get(0), 0, 1);
    }

    @Override
    public List<@Nullable SDVariable> errors(
        List<SDVariable> inputs, SDVariable result, SDVariable error) {
      return List.of(new TensorOp(new Repetition(examples), error).outputVariable());
    }
  }

  private static long[] with(long[] shape, int axis, long length) {
    long[] changed = shape.clone();
    changed[axis] = length;
    return changed;
  }
}
