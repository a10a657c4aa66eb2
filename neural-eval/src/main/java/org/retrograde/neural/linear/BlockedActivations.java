// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;

/**
 * Activations that are read some units at a time. X X' takes one reading; it is kept, and stands
 * for all of X wherever there are more units than stimuli.
 */
public final class BlockedActivations implements Activations {

  private static final int BLOCK_VALUES = 1 << 22;

  private final int stimuli;
  private final int units;
  private final UnitSource source;
  private final Lazy<Matrix> gram = new Lazy<>(this::computeGram);
  private final Lazy<Matrix> scatter = new Lazy<>(this::computeScatter);

  /**
   * Activations of a source.
   *
   * @param stimuli how many rows it has
   * @param units how many columns it has
   * @param source gives the same numbers at every call
   */
  public BlockedActivations(int stimuli, int units, UnitSource source) {
    this.stimuli = stimuli;
    this.units = units;
    this.source = source;
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
    return source.units(from, to);
  }

  @Override
  public Matrix gram() {
    return gram.get();
  }

  @Override
  public Matrix scatter() {
    return scatter.get();
  }

  private Matrix computeGram() {
    Matrix sum = square(stimuli, "stimuli");
    for (UnitBlock block : UnitBlock.of(units, blockLength(stimuli))) {
      Blas.addGram(source.units(block.from(), block.to()), sum);
    }
    return Blas.mirror(sum);
  }

  private Matrix computeScatter() {
    Matrix sum = square(units, "units");
    int length = blockLength(stimuli);
    for (UnitBlock rows : UnitBlock.of(units, length)) {
      Matrix left = source.units(rows.from(), rows.to());
      for (UnitBlock columns : UnitBlock.of(rows.to(), length)) {
        Matrix right = columns.equals(rows) ? left : source.units(columns.from(), columns.to());
        place(Blas.transposedProduct(left, right), rows.from(), columns.from(), sum);
      }
    }
    return Blas.mirror(sum);
  }

  private static void place(Matrix part, int row, int column, Matrix whole) {
    for (int i = 0; i < part.rows(); i++) {
      System.arraycopy(
          part.values(),
          i * part.columns(),
          whole.values(),
          (row + i) * whole.columns() + column,
          part.columns());
    }
  }

  /** How many units make a block of about 32 MiB. */
  static int blockLength(int stimuli) {
    return Math.max(1, BLOCK_VALUES / Math.max(1, stimuli));
  }

  /** A square of zeros, if one array can hold it. */
  static Matrix square(int size, String what) {
    if ((long) size * size > Integer.MAX_VALUE - 8) {
      throw RetrogradeException.usage(
          new Problem(
              "products of all pairs of " + what,
              size + " " + what,
              "at most 46340 " + what,
              "reduce their number, or use a mapping that needs fewer"));
    }
    return Matrix.zeros(size, size);
  }
}
