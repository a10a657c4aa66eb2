// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.stats.Pearson;
import org.retrograde.testkit.Tolerance;

/** Expected numbers are those of scikit-learn 1.2's PLSRegression. */
final class PlsTest {

  private static final String[] FORMS = {"direct", "kernel", "covariance"};

  private static Map<String, Object> options(String form, int components) {
    return Map.of("form", form, "components", components);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "direct", "kernel", "covariance"})
  void a_small_set_is_predicted_as_by_scikit_learn(String form) {
    double[][] expected = {
      {-2.70057345, -4.36625969, -0.04020023},
      {-3.47009900, -3.97727253, -3.23255091},
      {-2.64557774, -4.75938991, -2.39720532}
    };
    for (int k = 1; k <= 3; k++) {
      Mapping.Fitted fitted = Data.fit("pls", Data.smallX(), Data.smallY(), options(form, k));
      Tolerance.WRITTEN.requireAgree(
          k + " components", fitted.predict(0).values(), expected[k - 1]);
      assertThat(Data.numbers(fitted, "passes")).isEqualTo(List.of(13.0, 6.0, 5.0).subList(0, k));
      assertThat(fitted.notes().warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "kernel", "covariance"})
  void scaled_columns_are_predicted_as_by_scikit_learn(String form) {
    Map<String, Object> options = Map.of("form", form, "components", 2, "scale", true);
    Mapping.Fitted fitted = Data.fit("pls", Data.smallX(), Data.smallY(), options);
    Tolerance.WRITTEN.requireAgree(
        "prediction", fitted.predict(0).values(), Data.row(-3.38291857, -3.90319084, -3.25771659));
  }

  @Test
  void weights_and_loadings_are_scikit_learns() {
    PlsOptions options = new PlsOptions(2, false, 1e-6, 500);
    Matrix x = Centred.of(Data.smallX()).values();
    Matrix y = Centred.of(Data.smallY()).values();
    double[] squares = {1e3, 1e3, 1e3};
    Matrix products = Blas.transposedProduct(x, y);
    requireComponents(new CovariancePls(Blas.scatter(x), products, squares, options).fit());
    requireComponents(new DirectPls(x, y, options).fit());
  }

  private static void requireComponents(PlsComponents found) {
    requireRow(found.weights().get(0), -.24216524, -.38714282, -.30064441, .83731080, 0);
    requireRow(found.weights().get(1), .93831695, -.32591139, -.05814636, .09981016, 0);
    requireRow(found.loadings().get(0), -.34316531, -.40791036, -.26331702, .81190035, 0);
    requireRow(found.responses().get(0), -.83864908, -.95238877, .24291168);
    requireRow(found.responses().get(1), .23905633, -.12084049, .99171709);
  }

  private static void requireRow(double[] got, double... expected) {
    Tolerance.WRITTEN.requireAgree("row", got, expected);
  }

  @ParameterizedTest
  @CsvSource({"60, 20, 7", "60, 20, 1", "40, 90, 6", "30, 60, 45", "60, 6, 20", "25, 24, 25"})
  void all_forms_agree_to_the_last_pass(int rows, int units, int neuroids) {
    Matrix x = Data.random(rows, units, 3);
    Matrix y = Data.responses(x, neuroids, 4, 5);
    int[] train = Data.range(0, rows - 10);
    int[] test = Data.range(rows - 10, rows);
    for (boolean scale : new boolean[] {false, true}) {
      Mapping.Fitted reference = null;
      for (String form : FORMS) {
        Map<String, Object> options = Map.of("form", form, "components", 5, "scale", scale);
        Mapping.Fitted fitted = Data.fit("pls", x, y, train, options);
        reference = reference == null ? fitted : reference;
        Tolerance.DOUBLE.requireAgree(
            form, fitted.predict(test).values(), reference.predict(test).values());
        assertThat(Data.numbers(fitted, "passes")).isEqualTo(Data.numbers(reference, "passes"));
      }
    }
  }

  /** Weights are compared from the second pass on, where these are what they were in the first. */
  @Test
  void neuroids_that_differ_in_size_alone_settle_in_the_second_pass() {
    Matrix x = Data.random(30, 8, 1);
    Matrix one = Data.responses(x, 1, 3, 2);
    Matrix y = Matrix.zeros(30, 2);
    for (int i = 0; i < 30; i++) {
      y.set(i, 0, one.at(i, 0));
      y.set(i, 1, 2 * one.at(i, 0));
    }
    for (String form : FORMS) {
      assertThat(Data.numbers(Data.fit("pls", x, y, options(form, 3)), "passes"))
          .as(form)
          .containsExactly(2.0, 2.0, 2.0);
    }
  }

  @Test
  void a_rotation_of_the_units_changes_nothing() {
    Matrix x = Data.random(40, 12, 7);
    Matrix y = Data.responses(x, 4, 3, 8);
    Matrix rotation = Blas.eigen(Blas.gram(Data.random(12, 12, 9))).vectors();
    Matrix rotated = Blas.product(x, rotation);
    double[] expected = Data.fit("pls", x, y, options("auto", 6)).predict(1, 2, 3).values();
    for (String form : FORMS) {
      double[] got = Data.fit("pls", rotated, y, options(form, 6)).predict(1, 2, 3).values();
      Tolerance.SOLUTION.requireAgree(form, got, expected);
    }
  }

  @Test
  void noiseless_responses_are_predicted_in_full() {
    Matrix x = Data.random(60, 9, 1);
    Matrix y = Data.responses(x, 5, 0, 2);
    int[] train = Data.range(0, 40);
    int[] test = Data.range(40, 60);
    for (String form : FORMS) {
      Mapping.Fitted fitted = Data.fit("pls", x, y, train, options(form, 9));
      double[] r = Pearson.ofColumns(fitted.predict(test), y.rows(test));
      Tolerance.SOLUTION.requireAgree(form, r, Data.row(1, 1, 1, 1, 1));
    }
  }

  @Test
  void constant_neuroids_are_predicted_by_their_constant() {
    Matrix x = Data.random(30, 8, 1);
    Matrix y = Data.responses(x, 3, 1, 2);
    for (int i = 0; i < 30; i++) {
      y.set(i, 0, 2);
    }
    double[][] predictions = new double[FORMS.length][];
    for (int f = 0; f < FORMS.length; f++) {
      predictions[f] = Data.fit("pls", x, y, options(FORMS[f], 4)).predict(5).values();
      Tolerance.DOUBLE.requireAgree(FORMS[f], predictions[f][0], 2);
      Tolerance.DOUBLE.requireAgree(FORMS[f], predictions[f], predictions[0]);
    }
  }

  @Test
  void where_nothing_is_left_the_fit_ends_and_says_so() {
    Matrix x = Data.random(30, 8, 1);
    Matrix constant = Matrix.zeros(30, 2);
    Matrix y = Data.responses(x, 3, 2, 2);
    Matrix doubled = Matrix.zeros(30, 8);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 8; j++) {
        doubled.set(i, j, x.at(i, j / 2));
      }
    }
    double[] expected = Data.fit("pls", doubled, y, options("direct", 4)).predict(3).values();
    for (String form : FORMS) {
      Mapping.Fitted flat = Data.fit("pls", x, constant, options(form, 3));
      assertThat(flat.predict(0, 1).values()).containsOnly(0);
      assertThat(flat.notes().warnings()).hasSize(1).first().asString().contains("after 0 comp");
      Mapping.Fitted ended = Data.fit("pls", doubled, y, options(form, 6));
      assertThat(ended.notes().warnings()).last().asString().contains("after 4 components");
      Tolerance.SOLUTION.requireAgree(form, ended.predict(3).values(), expected);
    }
  }

  @Test
  void a_neuroid_that_does_not_go_with_the_units_is_passed_over_at_the_start() {
    Matrix x = new Matrix(4, 1, new double[] {1, 1, -1, -1});
    Matrix y = new Matrix(4, 2, new double[] {1, 2, -1, 2, 1, -2, -1, -2});
    for (String form : new String[] {"kernel", "covariance"}) {
      double[] got = Data.fit("pls", x, y, options(form, 1)).predict(0).values();
      Tolerance.DOUBLE.requireAgree(form, got, Data.row(0, 2));
    }
  }

  @Test
  void components_that_do_not_settle_are_named() {
    Map<String, Object> options = Map.of("components", 2, "maxIterations", 3, "form", "direct");
    for (String form : FORMS) {
      Map<String, Object> own = new java.util.HashMap<>(options);
      own.put("form", form);
      Mapping.Fitted fitted = Data.fit("pls", Data.smallX(), Data.smallY(), own);
      assertThat(Data.numbers(fitted, "passes")).containsExactly(3.0, 3.0);
      assertThat(fitted.notes().warnings())
          .containsExactly(
              "component 1 did not settle in 3 passes", "component 2 did not settle in 3 passes");
    }
  }

  @Test
  void more_components_than_stimuli_or_units_are_refused() {
    assertThatThrownBy(() -> Data.fit("pls", Data.smallX(), Data.smallY(), options("auto", 6)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("6 components")
        .hasMessageContaining("at most 5");
    Matrix wide = Data.random(10, 40, 1);
    assertThatThrownBy(() -> Data.fit("pls", wide, wide, Map.of()))
        .hasMessageContaining("25 components")
        .hasMessageContaining("at most 10");
  }
}
