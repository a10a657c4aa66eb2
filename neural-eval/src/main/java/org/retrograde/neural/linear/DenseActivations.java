// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import java.util.Objects;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;

/** Activations in memory, in float32 or float64; products are in float64 either way. */
public final class DenseActivations implements Activations {

  private final int stimuli;
  private final int units;
  private final Rows rows;
  private final Lazy<Matrix> gram = new Lazy<>(this::computeGram);
  private final Lazy<Matrix> scatter = new Lazy<>(this::computeScatter);

  /** Copies some columns of a row to a place in an array. */
  private interface Rows {
    void copy(int row, int from, int to, double[] target, int at);
  }

  /**
   * Activations in float64.
   *
   * @param values {@code [stimuli, units]}, kept and not copied
   */
  public DenseActivations(Matrix values) {
    stimuli = values.rows();
    units = values.columns();
    rows =
        (row, from, to, target, at) ->
            System.arraycopy(values.values(), row * units + from, target, at, to - from);
  }

  /**
   * Activations in float32.
   *
   * @param stimuli how many rows there are
   * @param units how many columns
   * @param values row after row, kept and not copied
   */
  public DenseActivations(int stimuli, int units, float[] values) {
    Objects.checkFromIndexSize(0, Math.multiplyExact(stimuli, units), values.length);
    this.stimuli = stimuli;
    this.units = units;
    rows =
        (row, from, to, target, at) -> {
          int start = row * units;
          for (int j = from; j < to; j++) {
            target[at + j - from] = values[start + j];
          }
        };
  }

  @Override
  public int stimuli() {
    return stimuli;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public Matrix units(int from, int to) {
    return part(new UnitBlock(0, stimuli), from, to);
  }

  @Override
  public Matrix gram() {
    return gram.get();
  }

  @Override
  public Matrix scatter() {
    return scatter.get();
  }

  private Matrix part(UnitBlock block, int from, int to) {
    Objects.checkFromToIndex(from, to, units);
    Matrix result = Matrix.zeros(block.to() - block.from(), to - from);
    for (int i = 0; i < result.rows(); i++) {
      rows.copy(block.from() + i, from, to, result.values(), i * result.columns());
    }
    return result;
  }

  private Matrix computeGram() {
    Matrix sum = BlockedActivations.square(stimuli, "stimuli");
    for (UnitBlock block : UnitBlock.moderate(units, stimuli)) {
      Blas.addGram(units(block.from(), block.to()), sum);
    }
    return Blas.mirror(sum);
  }

  private Matrix computeScatter() {
    Matrix sum = BlockedActivations.square(units, "units");
    for (UnitBlock block : UnitBlock.moderate(stimuli, units)) {
      Blas.addScatter(part(block, 0, units), sum);
    }
    return Blas.mirror(sum);
  }
}
