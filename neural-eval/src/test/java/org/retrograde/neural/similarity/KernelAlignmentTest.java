// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.PlainActivations.matrix;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.split.RandomState;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class KernelAlignmentTest {

  private static Matrix uniform(int seed) {
    RandomState random = new RandomState(seed);
    Matrix m = Matrix.zeros(300, 10);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = random.uniform();
    }
    return m;
  }

  private static KernelAlignment of(Matrix x, Matrix y) {
    return KernelAlignment.of(new PlainActivations(x), y, IntStream.range(0, x.rows()).toArray());
  }

  @Test
  void independent_uniform_numbers() {
    KernelAlignment alignment = of(uniform(1), uniform(2));
    Tolerance.DOUBLE.requireAgree("biased", alignment.biased(), .026478385355221932);
    Tolerance.DOUBLE.requireAgree("debiased", alignment.debiased(), -.005940665931579984);
  }

  @Test
  void a_small_case_by_hand() {
    Matrix x =
        matrix(
            new double[] {1, 0},
            new double[] {0, 1},
            new double[] {1, 1},
            new double[] {2, 0},
            new double[] {0, 3});
    Matrix y = new Matrix(5, 1, new double[] {1, 2, 2.5, 0, 4});
    Tolerance.DOUBLE.requireAgree("biased", of(x, y).biased(), .9096395255431414);
    Tolerance.DOUBLE.requireAgree("debiased", of(x, y).debiased(), .829439177190832);
  }

  @Test
  void products_of_units_and_of_stimuli_give_the_same() {
    Matrix x = PlainActivations.noise("x", 12, 5);
    Matrix y = PlainActivations.noise("y", 12, 4);
    Matrix wide = Matrix.zeros(12, 20);
    for (int i = 0; i < 12; i++) {
      System.arraycopy(y.row(i), 0, wide.values(), i * 20, 4);
    }
    Tolerance.DOUBLE.requireAgree("biased", of(x, wide).biased(), of(x, y).biased());
    Tolerance.DOUBLE.requireAgree("debiased", of(x, wide).debiased(), of(x, y).debiased());
  }

  @Test
  void constant_features_have_no_alignment() {
    Matrix constant = Matrix.zeros(6, 3);
    Arrays.fill(constant.values(), 0.1);
    Matrix y = PlainActivations.noise("y", 6, 2);
    assertThat(of(constant, y).biased()).isNaN();
    assertThat(of(constant, y).debiased()).isNaN();
    assertThat(of(y, constant).debiased()).isNaN();
    Matrix wide = Matrix.zeros(6, 30);
    Arrays.fill(wide.values(), 0.1);
    assertThat(of(wide, y).biased()).isNaN();
  }

  @Test
  void below_four_stimuli_the_bias_cannot_be_removed() {
    Matrix x = PlainActivations.noise("x", 3, 2);
    Tolerance.DOUBLE.requireAgree("biased", of(x, x).biased(), 1);
    assertThat(of(x, x).debiased()).isNaN();
  }
}
