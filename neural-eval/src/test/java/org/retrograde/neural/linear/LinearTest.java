// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.testkit.Tolerance;

/** Products and factorisations, against their definitions. */
final class LinearTest {

  private static Matrix random(int rows, int columns) {
    RandomStream random = RandomStream.of(rows, "matrix", columns);
    Matrix result = Matrix.zeros(rows, columns);
    for (int at = 0; at < result.values().length; at++) {
      result.values()[at] = random.nextGaussian();
    }
    return result;
  }

  private static Matrix transposed(Matrix matrix) {
    Matrix result = Matrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        result.set(j, i, matrix.at(i, j));
      }
    }
    return result;
  }

  private static Matrix plainProduct(Matrix a, Matrix b) {
    Matrix result = Matrix.zeros(a.rows(), b.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        result.set(i, j, Vectors.dot(a.row(i), b.column(j)));
      }
    }
    return result;
  }

  private static Matrix identity(int n) {
    Matrix identity = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  private static void agree(String what, Matrix got, Matrix expected) {
    assertThat(got.rows()).isEqualTo(expected.rows());
    Tolerance.DOUBLE.requireAgree(what, got.values(), expected.values());
  }

  @Test
  void products_are_sums_of_products() {
    Matrix a = random(7, 5);
    Matrix b = random(5, 3);
    Matrix expected = plainProduct(a, b);
    agree("a b", Blas.product(a, b), expected);
    agree("a' b", Blas.transposedProduct(transposed(a), b), expected);
    agree("a b'", Blas.productTransposed(a, transposed(b)), expected);
    agree("a a'", Blas.gram(a), plainProduct(a, transposed(a)));
    agree("a' a", Blas.scatter(a), plainProduct(transposed(a), a));
    assertThatThrownBy(() -> Blas.product(a, a)).hasMessageContaining("5 and 7 terms");
  }

  @Test
  void products_of_nothing_are_zero() {
    assertThat(Blas.product(Matrix.zeros(2, 0), Matrix.zeros(0, 3)).values()).containsOnly(0);
    assertThat(Blas.product(Matrix.zeros(2, 3), Matrix.zeros(3, 0)).values()).isEmpty();
    assertThat(Blas.gram(Matrix.zeros(2, 0)).values()).containsOnly(0);
    assertThat(Blas.eigen(Matrix.zeros(0, 0)).values()).isEmpty();
    assertThat(Blas.singular(Matrix.zeros(0, 3)).values()).isEmpty();
  }

  @Test
  void products_with_vectors_are_sums_of_products() {
    Matrix a = random(7, 6);
    double[] six = random(1, 6).values();
    double[] seven = random(1, 7).values();
    Tolerance.DOUBLE.requireAgree(
        "a x", Vectors.times(a, six), Blas.product(a, new Matrix(6, 1, six)).values());
    Tolerance.DOUBLE.requireAgree(
        "a' x",
        Vectors.transposedTimes(a, seven),
        Blas.transposedProduct(a, new Matrix(7, 1, seven)).values());
    Matrix sum = Matrix.zeros(7, 6);
    Vectors.addOuter(2, seven, six, sum);
    Tolerance.DOUBLE.requireAgree("outer", sum.at(3, 4), 2 * seven[3] * six[4]);
  }

  @Test
  void eigenvectors_are_rows_and_values_ascend() {
    Matrix symmetric = Blas.gram(random(6, 4));
    Blas.Eigen eigen = Blas.eigen(symmetric);
    assertThat(eigen.values()).isSorted();
    Matrix scaled = Matrix.zeros(6, 6);
    for (int k = 0; k < 6; k++) {
      Vectors.addOuter(eigen.values()[k], eigen.vectors().row(k), eigen.vectors().row(k), scaled);
    }
    agree("sum of directions", scaled, symmetric);
  }

  @Test
  void singular_vectors_give_the_matrix_back() {
    for (Matrix a : new Matrix[] {random(6, 4), random(4, 6)}) {
      Blas.Singular singular = Blas.singular(a);
      Matrix sum = Matrix.zeros(a.rows(), a.columns());
      for (int k = 0; k < 4; k++) {
        Vectors.addOuter(
            singular.values()[k], singular.left().column(k), singular.right().row(k), sum);
      }
      agree("u s v", sum, a);
      assertThat(singular.values()[0]).isGreaterThan(singular.values()[3]);
    }
  }

  @Test
  void a_tridiagonal_form_is_the_matrix_in_another_basis() {
    Matrix symmetric = Blas.gram(random(6, 9));
    Tridiagonal form = Tridiagonal.of(symmetric);
    Tolerance.DOUBLE.requireAgree(
        "eigenvalues", form.eigenvalues(), Blas.eigen(symmetric).values());
    Matrix shifted = new Matrix(6, 6, symmetric.values().clone());
    for (int i = 0; i < 6; i++) {
      shifted.set(i, i, shifted.at(i, i) + 0.5);
    }
    Matrix b = random(6, 3);
    Matrix expected = Cholesky.of(shifted).orElseThrow().solve(b);
    Matrix projected = Blas.product(form.basis(), b);
    agree("solution", Blas.transposedProduct(form.basis(), form.solve(0.5, projected)), expected);
    for (int j = 0; j < 3; j++) {
      Tolerance.DOUBLE.requireAgree(
          "quadratic",
          form.quadratics(new double[] {2, 0.5}, projected).get(1)[j],
          Vectors.dot(b.column(j), expected.column(j)));
    }
    Tridiagonal one = Tridiagonal.of(new Matrix(1, 1, new double[] {3}));
    assertThat(one.solve(1, new Matrix(1, 1, new double[] {8})).values()).containsExactly(2);
  }

  @Test
  void a_tridiagonal_form_of_several_blocks_of_reflections_is_the_matrix_too() {
    Matrix symmetric = Blas.gram(random(300, 310));
    // What is already tridiagonal takes reflections that leave everything as it is.
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 150; j++) {
        if (i > j + 1) {
          symmetric.set(i, j, 0);
          symmetric.set(j, i, 0);
        }
      }
    }
    Tridiagonal form = Tridiagonal.of(symmetric);
    Matrix rows = Matrix.zeros(300, 300);
    for (int k = 0; k < 300; k++) {
      Vectors.addOuter(form.diagonal()[k], form.basis().row(k), form.basis().row(k), rows);
      if (k > 0) {
        Vectors.addOuter(form.off()[k - 1], form.basis().row(k), form.basis().row(k - 1), rows);
        Vectors.addOuter(form.off()[k - 1], form.basis().row(k - 1), form.basis().row(k), rows);
      }
    }
    agree("B' T B", rows, symmetric);
    agree("B B'", Blas.gram(form.basis()), identity(300));
  }

  @Test
  void the_shortest_of_three_products_tells_the_speed() {
    Iterator<Long> times = List.of(0L, 900L, 1000L, 1200L, 2000L, 2500L).iterator();
    Tolerance.DOUBLE.requireAgree(
        "operations a second", Speed.measured(times::next), 2.0 * 384 * 384 * 384 / 200e-9);
  }

  @Test
  void products_in_float32_have_its_digits() {
    float[] a = {1, 2, 3, 4};
    float[] b = {5, 6, 7, 8, 9, 10};
    assertThat(Blas.transposedProduct(a, b, 2)).containsExactly(29, 33, 37, 42, 48, 54);
    assertThat(Blas.transposedProduct(a, new float[0], 2)).isEmpty();
  }

  @Test
  void cholesky_solves_and_refuses_what_is_not_positive() {
    Matrix positive = Blas.gram(random(5, 9));
    Matrix b = random(5, 3);
    Matrix x = Cholesky.of(positive).orElseThrow().solve(b);
    agree("a x", Blas.product(positive, x), b);
    Matrix negative = new Matrix(2, 2, new double[] {1, 0, 0, -1});
    assertThat(Cholesky.of(negative)).isEmpty();
  }

  @Test
  void numbers_that_are_not_finite_have_no_eigenvalues() {
    assertThatThrownBy(() -> Blas.check(3, "the eigenvalues"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("the eigenvalues not found by LAPACK, which returned 3");
  }

  @Test
  void activations_of_every_kind_have_the_same_products() {
    // Enough for several blocks in both directions.
    int rows = 60;
    int columns = 150_000;
    float[] floats = new float[rows * columns];
    Matrix values = Matrix.zeros(rows, columns);
    RandomStream random = RandomStream.of(1, "activations", 0);
    for (int at = 0; at < floats.length; at++) {
      floats[at] = (float) random.nextDouble();
      values.values()[at] = floats[at];
    }
    Activations dense = new DenseActivations(values);
    Activations single = new DenseActivations(rows, columns, floats);
    Activations blocked = new BlockedActivations(rows, columns, dense::units);
    agree("gram", dense.gram(), Blas.gram(values));
    agree("gram of float32", single.gram(), dense.gram());
    agree("gram by blocks", blocked.gram(), dense.gram());
    assertThat(blocked.gram()).isSameAs(blocked.gram());
    assertThat(single.units(4, 6).row(59)).containsExactly(values.at(59, 4), values.at(59, 5));
    assertThatThrownBy(() -> blocked.scatter())
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("150000 units");
  }

  @Test
  void products_of_pairs_of_units_are_the_same_by_blocks() {
    Matrix values = random(5000, 1500);
    Activations dense = new DenseActivations(values);
    Activations blocked = new BlockedActivations(5000, 1500, dense::units);
    assertThat(blocked.stimuli()).isEqualTo(5000);
    assertThat(blocked.units()).isEqualTo(1500);
    agree("scatter", dense.scatter(), Blas.scatter(values));
    agree("scatter by blocks", blocked.scatter(), dense.scatter());
  }

  @Test
  void blocks_cover_everything_once() {
    assertThat(UnitBlock.of(5, 2))
        .containsExactly(new UnitBlock(0, 2), new UnitBlock(2, 4), new UnitBlock(4, 5));
    assertThat(UnitBlock.of(0, 2)).isEmpty();
    assertThat(UnitBlock.moderate(3, 0)).containsExactly(new UnitBlock(0, 3));
  }
}
