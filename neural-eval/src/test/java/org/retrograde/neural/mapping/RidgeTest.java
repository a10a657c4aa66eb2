// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.testkit.Tolerance;

/** Expected numbers are those of scikit-learn 1.2. */
final class RidgeTest {

  private static final List<Double> DECADES = List.of(.1, 1.0, 10.0, 100.0, 1000.0);

  @Test
  void a_small_set_is_predicted_as_by_scikit_learn() {
    Tolerance.WRITTEN.requireAgree(
        "ridge",
        Data.fit("ridge", Data.smallX(), Data.smallY(), Map.of()).predict(0).values(),
        Data.row(-2.50533788, -4.60311847, -1.89530941));
    Tolerance.WRITTEN.requireAgree(
        "least squares",
        Data.fit("linear", Data.smallX(), Data.smallY(), Map.of()).predict(0).values(),
        Data.row(-2.51821494, -4.63023679, -1.88797814));
  }

  @Test
  void left_out_errors_of_each_penalty_are_scikit_learns() {
    double[] expected = {19.80679006, 19.53318406, 17.71431033, 16.18155494, 17.76900536};
    for (int a = 0; a < expected.length; a++) {
      Mapping.Fitted fitted =
          Data.fit(
              "ridge-cv", Data.smallX(), Data.smallY(), Map.of("alphas", List.of(DECADES.get(a))));
      Tolerance.WRITTEN.requireAgree(
          "criterion", Data.numbers(fitted, "criterion").get(0), expected[a]);
    }
  }

  @Test
  void the_penalty_with_the_least_left_out_error_is_chosen() {
    Mapping.Fitted fitted =
        Data.fit("ridge-cv", Data.smallX(), Data.smallY(), Map.of("alphas", DECADES));
    assertThat(Data.numbers(fitted, "alpha")).containsExactly(100.0);
    Tolerance.WRITTEN.requireAgree(
        "prediction", fitted.predict(0).values(), Data.row(-1.63876415, -3.22972393, -1.80228944));
  }

  @Test
  void each_neuroid_may_have_its_penalty() {
    Mapping.Fitted fitted =
        Data.fit(
            "ridge-cv",
            Data.smallX(),
            Data.smallY(),
            Map.of("alphas", DECADES, "alphaPerTarget", true));
    assertThat(Data.numbers(fitted, "alpha")).containsExactly(1000.0, 100.0, 1.0);
    double[] criteria =
        Data.numbers(fitted, "criterion").stream().mapToDouble(Double::doubleValue).toArray();
    Tolerance.WRITTEN.requireAgree(
        "criteria", criteria, Data.row(19.34427115, 15.49889914, 9.16419158));
    Tolerance.WRITTEN.requireAgree(
        "prediction", fitted.predict(0).values(), Data.row(-.54800207, -3.22972393, -1.89530941));
  }

  @Test
  void the_first_of_equal_penalties_is_chosen() {
    Mapping.Fitted fitted =
        Data.fit(
            "ridge-cv", Data.smallX(), Data.smallY(), Map.of("alphas", List.of(100.0, 1.0, 100.0)));
    assertThat(Data.numbers(fitted, "alpha")).containsExactly(100.0);
    Mapping.Fitted flat =
        Data.fit("ridge-cv", Data.smallX(), Matrix.zeros(12, 2), Map.of("alphas", DECADES));
    assertThat(Data.numbers(flat, "alpha")).containsExactly(.1);
    assertThat(flat.predict(0).values()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"30, 12", "30, 30", "24, 60", "20, 19"})
  void left_out_errors_are_those_of_leaving_rows_out(int rows, int units) {
    Matrix x = Data.random(rows, units, 3);
    Matrix y = Data.responses(x, 3, 6, 4);
    List<Double> alphas = List.of(0.01, 3.0, 70.0, 900.0);
    for (double alpha : alphas) {
      Mapping.Fitted fitted = Data.fit("ridge-cv", x, y, Map.of("alphas", List.of(alpha)));
      double expected = 0;
      for (int left = 0; left < rows; left++) {
        int out = left;
        int[] train = Arrays.stream(Data.all(x)).filter(row -> row != out).toArray();
        Matrix predicted = Data.fit("ridge", x, y, train, Map.of("alpha", alpha)).predict(left);
        for (int j = 0; j < 3; j++) {
          double error = predicted.at(0, j) - y.at(left, j);
          expected += error * error / (3 * rows);
        }
      }
      Tolerance.SOLUTION.requireAgree(
          "criterion", Data.numbers(fitted, "criterion").get(0), expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"60, 20, 2", "60, 20, 300", "40, 90, 2", "40, 90, 300"})
  void screening_chooses_what_trying_every_penalty_does(int rows, int units, double noise) {
    Matrix x = Data.random(rows, units, 11);
    Matrix y = Data.responses(x, 4, noise, 12);
    Mapping.Fitted chosen = Data.fit("ridge-cv", x, y, Map.of());
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    List<Double> alphas = Data.mapping("ridge-cv").parameters().defaults().decimals("alphas");
    assertThat(alphas).hasSize(99).startsWith(0.01).endsWith(1e7).contains(32.5, 150.0, 950_000.0);
    for (double alpha : alphas) {
      Mapping.Fitted one = Data.fit("ridge-cv", x, y, Map.of("alphas", List.of(alpha)));
      double criterion = Data.numbers(one, "criterion").get(0);
      best = criterion < least ? alpha : best;
      least = Math.min(least, criterion);
    }
    assertThat(Data.numbers(chosen, "alpha")).containsExactly(best);
    Tolerance.SOLUTION.requireAgree("criterion", Data.numbers(chosen, "criterion").get(0), least);
    Tolerance.SOLUTION.requireAgree(
        "prediction",
        chosen.predict(3).values(),
        Data.fit("ridge", x, y, Map.of("alpha", best)).predict(3).values());
  }

  /** Criteria that float32 cannot tell apart. */
  @ParameterizedTest
  @CsvSource({"60, 20, 2", "60, 20, 300", "40, 90, 2", "40, 90, 300"})
  void penalties_too_close_for_screening_are_told_apart(int rows, int units, double noise) {
    Matrix x = Data.random(rows, units, 11);
    Matrix y = Data.responses(x, 4, noise, 12);
    double centre = Data.numbers(Data.fit("ridge-cv", x, y, Map.of()), "alpha").get(0);
    List<Double> alphas =
        IntStream.rangeClosed(-40, 40).mapToObj(k -> centre * (1 + 1e-7 * k)).toList();
    double least = Double.POSITIVE_INFINITY;
    double best = 0;
    for (double alpha : alphas) {
      Mapping.Fitted one = Data.fit("ridge-cv", x, y, Map.of("alphas", List.of(alpha)));
      double criterion = Data.numbers(one, "criterion").get(0);
      best = criterion < least ? alpha : best;
      least = Math.min(least, criterion);
    }
    Mapping.Fitted chosen = Data.fit("ridge-cv", x, y, Map.of("alphas", alphas));
    assertThat(Data.numbers(chosen, "alpha")).containsExactly(best);
  }

  @ParameterizedTest
  @CsvSource({"60, 20", "40, 90"})
  void neuroids_of_any_size_are_screened_alike(int rows, int units) {
    Matrix x = Data.random(rows, units, 21);
    Matrix y = Data.responses(x, 3, 60, 22);
    Matrix scaled = new Matrix(rows, 3, y.values().clone());
    for (int i = 0; i < rows; i++) {
      scaled.set(i, 1, 1e-6 * y.at(i, 1));
    }
    Map<String, Object> options = Map.of("alphaPerTarget", true);
    Mapping.Fitted fitted = Data.fit("ridge-cv", x, scaled, options);
    for (int j = 0; j < 3; j++) {
      Matrix alone = new Matrix(rows, 1, y.column(j));
      assertThat(Data.numbers(fitted, "alpha").get(j))
          .isEqualTo(Data.numbers(Data.fit("ridge-cv", x, alone, Map.of()), "alpha").get(0));
    }
  }

  @Test
  void constant_units_predict_the_mean() {
    for (int units : new int[] {3, 30}) {
      Mapping.Fitted fitted =
          Data.fit("ridge-cv", Matrix.zeros(12, units), Data.smallY(), Map.of());
      Matrix mean = Data.fit("ridge", Matrix.zeros(12, units), Data.smallY(), Map.of()).predict(0);
      Tolerance.DOUBLE.requireAgree("mean", fitted.predict(0).values(), mean.values());
    }
  }

  @Test
  void penalties_that_rounding_outweighs_are_solved() {
    Matrix x = Data.random(20, 40, 2);
    Matrix y = Data.responses(x, 2, 1, 3);
    Map<String, Object> tiny = Map.of("alphas", List.of(1e-12));
    double[] got = Data.fit("ridge-cv", x, y, tiny).predict(0).values();
    Tolerance.FLOAT.requireAgree(
        "limit", got, Data.fit("linear", x, y, Map.of()).predict(0).values());
  }

  @Test
  void units_or_rows_may_carry_the_solution() {
    Matrix x = Data.random(30, 20, 5);
    Matrix y = Data.responses(x, 3, 2, 6);
    int[] some = Data.range(0, 15);
    Matrix padded = Matrix.zeros(30, 40);
    for (int i = 0; i < 30; i++) {
      System.arraycopy(x.values(), i * 20, padded.values(), i * 40, 20);
    }
    for (String id : new String[] {"ridge", "ridge-cv", "linear"}) {
      // Units that are always 0 make more of them than stimuli, and nothing else.
      Tolerance.SOLUTION.requireAgree(
          id,
          Data.fit(id, padded, y, Map.of()).predict(29).values(),
          Data.fit(id, x, y, Map.of()).predict(29).values());
      // More rows left out than kept.
      Tolerance.SOLUTION.requireAgree(
          id,
          Data.fit(id, padded, y, some, Map.of()).predict(29).values(),
          Data.fit(id, x, y, some, Map.of()).predict(29).values());
    }
  }

  @Test
  void of_many_solutions_least_squares_takes_the_smallest() {
    Matrix x = Data.random(10, 25, 2);
    Matrix y = Data.random(10, 2, 3);
    Mapping.Fitted fitted = Data.fit("linear", x, y, Map.of());
    Tolerance.SOLUTION.requireAgree(
        "training rows", fitted.predict(Data.all(x)).values(), y.values());
    Matrix other = Data.random(11, 25, 4);
    System.arraycopy(x.values(), 0, other.values(), 0, x.values().length);
    double[] limit =
        Data.fit("ridge", other, padded(y), Data.all(x), Map.of("alpha", 1e-9))
            .predict(10)
            .values();
    double[] got = Data.fit("linear", other, padded(y), Data.all(x), Map.of()).predict(10).values();
    Tolerance.FLOAT.requireAgree("limit of ridge", got, limit);
  }

  @Test
  void least_squares_by_products_of_stimuli_are_the_same() {
    for (int units : new int[] {7, 25}) {
      Matrix x = Data.random(20, units, 2);
      Matrix y = Data.random(20, 2, 3);
      int[] train = Data.range(0, 15);
      Tolerance.SOLUTION.requireAgree(
          units + " units",
          LeastSquares.byProducts(CentredKernel.of(new DenseActivations(x), train), 1e-12)
              .fit(y.rows(train))
              .predict(17)
              .values(),
          Data.fit("linear", x, y, train, Map.of()).predict(17).values());
    }
  }

  private static Matrix padded(Matrix y) {
    return new Matrix(11, 2, Arrays.copyOf(y.values(), 22));
  }

  @Test
  void what_cannot_be_solved_is_refused() {
    assertThatThrownBy(() -> Data.fit("ridge", Data.smallX(), Data.smallY(), Map.of("alpha", 0)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("a larger penalty");
    assertThatThrownBy(
            () -> Data.fit("ridge-cv", Data.smallX(), Data.smallY(), Map.of("alphas", List.of())))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("0 penalties");
    assertThatThrownBy(
            () -> Data.fit("ridge-cv", Data.smallX(), Data.smallY(), Data.range(0, 1), Map.of()))
        .hasMessageContaining("on 1 stimuli");
  }
}
