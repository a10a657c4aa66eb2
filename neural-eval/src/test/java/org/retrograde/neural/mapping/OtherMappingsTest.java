// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.Pearson;
import org.retrograde.testkit.Tolerance;

/** Mappings that choose units, that fit nothing, and all of them on a whole score. */
final class OtherMappingsTest {

  private static final double NAN = Double.NaN;

  @Test
  void every_mapping_is_found_and_says_what_it_is() {
    List<Mapping> mappings =
        ServiceLoader.load(Mapping.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(mappings)
        .extracting(Mapping::id)
        .contains("pls", "ridge", "ridge-cv", "linear", "percentile", "one-to-one", "none")
        .doesNotHaveDuplicates();
    for (Mapping mapping : mappings) {
      assertThat(mapping.description()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
      assertThat(mapping.source()).isNotBlank();
      assertThat(mapping.parameters().defaults()).isNotNull();
    }
  }

  @Test
  void the_unit_with_the_largest_signed_correlation_stands_for_a_neuroid() {
    // Units: falling, constant, rising, rising again.
    Matrix x = new Matrix(4, 4, new double[] {3, 5, 1, 2, 2, 5, 2, 4, 1, 5, 3, 6, 7, 5, 9, 8});
    Matrix y = new Matrix(4, 3, new double[] {1, 9, 4, 2, 8, 4, 3, 7, 4, 0, 0, 0});
    Mapping.Fitted fitted = Data.fit("one-to-one", x, y, Data.range(0, 3), Map.of());
    assertThat(fitted.predict(3, 0).values()).containsExactly(9, 7, NAN, 1, 3, NAN);
    assertThat(Data.numbers(fitted, "unit")).containsExactly(2.0, 0.0, -1.0);
  }

  @Test
  void units_from_a_percentile_on_are_fitted() {
    Matrix x = Data.random(40, 11, 3);
    for (int i = 0; i < 40; i++) {
      x.set(i, 10, 1);
    }
    Matrix y = Data.responses(x, 2, 3, 4);
    Mapping.Fitted all = Data.fit("percentile", x, y, Map.of("percentile", 0));
    assertThat(Data.numbers(all, "units")).containsExactly(10.0, 10.0);
    Tolerance.SOLUTION.requireAgree(
        "all units",
        all.predict(1, 2).values(),
        Data.fit("ridge", x, y, Map.of()).predict(1, 2).values());
    Mapping.Fitted one = Data.fit("percentile", x, y, Map.of("percentile", 100, "alpha", 1e-9));
    assertThat(Data.numbers(one, "units")).containsExactly(1.0, 1.0);
    Matrix best = Data.fit("one-to-one", x, y, Map.of()).predict(Data.all(x));
    for (double r : Pearson.ofColumns(one.predict(Data.all(x)), best)) {
      Tolerance.SOLUTION.requireAgree("the best unit", r, 1);
    }
  }

  @Test
  void more_chosen_units_than_stimuli_are_fitted_by_their_products() {
    Matrix x = Data.random(12, 30, 3);
    Matrix y = Data.responses(x, 2, 3, 4);
    Tolerance.SOLUTION.requireAgree(
        "all units",
        Data.fit("percentile", x, y, Map.of("percentile", 0)).predict(1, 2).values(),
        Data.fit("ridge", x, y, Map.of()).predict(1, 2).values());
    Matrix flat = Matrix.zeros(12, 1);
    assertThat(Data.fit("percentile", x, flat, Map.of()).predict(0).values()).containsOnly(0);
  }

  @Test
  void without_a_mapping_units_are_taken_as_they_are() {
    Matrix x = Data.random(6, 2, 3);
    Mapping.Fitted fitted = Data.fit("none", x, x, Map.of());
    assertThat(fitted.predict(4, 1).values())
        .containsExactly(x.at(4, 0), x.at(4, 1), x.at(1, 0), x.at(1, 1));
    assertThat(fitted.notes().numbers()).isEmpty();
    assertThatThrownBy(() -> Data.fit("none", x, Matrix.zeros(6, 3), Map.of()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("2 units for 3 neuroids");
  }

  @Test
  void a_larger_set_scores_as_in_brain_score() {
    requireScore(
        "pls", Map.of("components", 4), 0.6027387535, 0.0808709896, .7181645, .14866405, .68138027);
    requireScore("ridge", Map.of(), 0.6122160745, 0.0828668215, .69523002, .10331126, .64460255);
    requireScore("linear", Map.of(), 0.6122157902, 0.0828669080);
  }

  private static void requireScore(
      String id, Map<String, ?> options, double mean, double error, double... first) {
    List<Integer> strata = java.util.stream.IntStream.range(0, 60).mapToObj(i -> i / 10).toList();
    List<Fold> folds = new StratifiedShuffleSplit(10, SplitSizes.ofTrain(60, 0.9), 1).folds(strata);
    DenseActivations x = new DenseActivations(Data.largerX());
    double[] medians = new double[10];
    for (int f = 0; f < 10; f++) {
      Fold fold = folds.get(f);
      Matrix y = Data.largerY();
      Matrix predicted =
          Data.prepare(id, x, fold.train(), options).fit(y.rows(fold.train())).predict(fold.test());
      medians[f] = Means.median(Pearson.ofColumns(predicted, y.rows(fold.test())));
    }
    Tolerance.WRITTEN.requireAgree(id, Means.of(medians), mean);
    Tolerance.WRITTEN.requireAgree(id, Means.deviation(medians, 0) / Math.sqrt(10), error);
    for (int f = 0; f < first.length; f++) {
      Tolerance.WRITTEN.requireAgree(id + " of split " + f, medians[f], first[f]);
    }
  }
}
