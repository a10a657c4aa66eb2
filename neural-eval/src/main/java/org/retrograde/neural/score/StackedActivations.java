// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.BlockedActivations;

/**
 * The rows of several bins of one shape, one below the other. Not safe for use by several threads.
 */
final class StackedActivations implements Activations {

  private final List<Activations> bins;
  private @Nullable Matrix gram;
  private @Nullable Matrix scatter;

  StackedActivations(List<Activations> bins) {
    this.bins = List.copyOf(bins);
  }

  @Override
  public int stimuli() {
    return Math.multiplyExact(bins.size(), bins.get(0).stimuli());
  }

  @Override
  public int units() {
    return bins.get(0).units();
  }

  @Override
  public Matrix units(int from, int to) {
    return stacked(bins.stream().map(bin -> bin.units(from, to)).toList());
  }

  static Matrix stacked(List<Matrix> parts) {
    Matrix first = parts.get(0);
    Matrix result = Matrix.zeros(parts.size() * first.rows(), first.columns());
    for (int i = 0; i < parts.size(); i++) {
      double[] values = parts.get(i).values();
      System.arraycopy(values, 0, result.values(), i * values.length, values.length);
    }
    return result;
  }

  @Override
  public Matrix gram() {
    Matrix known = gram;
    if (known == null) {
      known =
          isStatic()
              ? repeated(bins.get(0).gram())
              : new BlockedActivations(stimuli(), units(), this::units).gram();
      gram = known;
    }
    return known;
  }

  private boolean isStatic() {
    return bins.stream().allMatch(bin -> bin == bins.get(0));
  }

  private Matrix repeated(Matrix one) {
    Matrix result = Matrix.zeros(stimuli(), stimuli());
    for (int i = 0; i < result.rows(); i++) {
      for (int j = 0; j < result.rows(); j++) {
        result.set(i, j, one.at(i % one.rows(), j % one.rows()));
      }
    }
    return result;
  }

  @Override
  public Matrix scatter() {
    Matrix known = scatter;
    if (known == null) {
      known = Matrix.zeros(units(), units());
      for (Activations bin : bins) {
        double[] part = bin.scatter().values();
        for (int i = 0; i < part.length; i++) {
          known.values()[i] += part[i];
        }
      }
      scatter = known;
    }
    return known;
  }
}
