// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.metric.Matrix;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class TransportTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void an_assignment_is_the_best_of_all(int rows) {
    for (int extra = 0; extra < 3; extra++) {
      for (int draw = 0; draw < 10; draw++) {
        Matrix profit = PlainActivations.noise("profit " + extra + draw, rows, rows + extra);
        int[] columns = Transport.assign(profit);
        assertThat(Arrays.stream(columns).distinct().count()).isEqualTo(rows);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
          sum += profit.at(i, columns[i]);
        }
        Tolerance.DOUBLE.requireAgree("sum", sum, best(profit, 0, new boolean[rows + extra]));
      }
    }
  }

  private static double best(Matrix profit, int row, boolean[] taken) {
    if (row == profit.rows()) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        best = Math.max(best, profit.at(row, j) + best(profit, row + 1, taken));
        taken[j] = false;
      }
    }
    return best;
  }

  @Test
  void sharing_is_assigning_copies() {
    for (int draw = 0; draw < 20; draw++) {
      Matrix profit = PlainActivations.noise("share " + draw, 4, 6);
      Matrix shares = SharedPlan.exact(profit);
      double sum = 0;
      for (int i = 0; i < 24; i++) {
        sum += shares.values()[i] * profit.values()[i];
      }
      Tolerance.DOUBLE.requireAgree("sum", sum, ofCopies(profit, 3, 2));
      for (int i = 0; i < 4; i++) {
        Tolerance.DOUBLE.requireAgree("row", Arrays.stream(shares.row(i)).sum(), 0.25);
      }
      for (int j = 0; j < 6; j++) {
        Tolerance.DOUBLE.requireAgree("column", Arrays.stream(shares.column(j)).sum(), 1 / 6.0);
      }
    }
  }

  private static double ofCopies(Matrix profit, int ofRows, int ofColumns) {
    int size = profit.rows() * ofRows;
    Matrix copies = Matrix.zeros(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        copies.set(i, j, profit.at(i / ofRows, j / ofColumns));
      }
    }
    int[] columns = Transport.assign(copies);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += copies.at(i, columns[i]) / size;
    }
    return sum;
  }

  @Test
  void sinkhorn_comes_to_the_exact_shares_as_its_weight_falls() {
    Matrix profit = PlainActivations.noise("sinkhorn", 5, 7);
    double exact = value(SharedPlan.exact(profit), profit);
    double loose = value(Sinkhorn.plan(profit, 1), profit);
    double close = value(Sinkhorn.plan(profit, 0.02), profit);
    assertThat(loose).isBetween(0.0, close);
    Tolerance.SIMULATED.requireAgree("with a small weight", close, exact);
    Matrix plan = Sinkhorn.plan(profit, 0.02);
    Tolerance.WRITTEN.requireAgree("row", Arrays.stream(plan.row(2)).sum(), 0.2);
    Tolerance.WRITTEN.requireAgree("column", Arrays.stream(plan.column(3)).sum(), 1 / 7.0);
  }

  @Test
  void more_than_columns_can_take_is_refused() {
    assertThatThrownBy(() -> Transport.solve(Matrix.zeros(2, 1), new int[] {1, 1}, new int[] {1}))
        .hasMessageContaining("cannot take");
  }

  private static double value(Matrix shares, Matrix profit) {
    double sum = 0;
    for (int i = 0; i < shares.values().length; i++) {
      sum += shares.values()[i] * profit.values()[i];
    }
    return sum;
  }
}
