// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;

/**
 * What every mapping must satisfy. A test class implements this interface, and inherits the tests.
 */
public interface MappingContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  Mapping mapping();

  /**
   * Returns the values of its parameters as they would stand in a file.
   *
   * @return raw values by key; with them the mapping can be fitted to 36 stimuli and 7 units
   */
  default Map<String, Object> values() {
    return Map.of();
  }

  /**
   * Returns what may be done to activations without changing predictions.
   *
   * @return the invariances that the mapping claims
   */
  Set<Invariance> claims();

  /**
   * Tells whether a number added to a neuroid's responses is added to its predictions.
   *
   * @return false for a mapping that only picks units
   */
  default boolean hasIntercept() {
    return true;
  }

  /**
   * Tells whether there must be as many neuroids as units.
   *
   * @return true for a mapping that takes a unit for each neuroid
   */
  default boolean needsEqualNumbers() {
    return false;
  }

  /**
   * Returns how closely predictions have to agree.
   *
   * @return the tolerance
   */
  default Tolerance tolerance() {
    return Tolerance.WRITTEN;
  }

  @Test
  default void responses_that_depend_on_units_are_predicted() {
    EvaluationTrial trial = trial();
    Matrix predicted = predicted(trial, trial.fold().test());
    assertEquals(trial.fold().test().length, predicted.rows());
    assertEquals(trial.y().columns(), predicted.columns());
    Matrix target = trial.y().rows(trial.fold().test());
    for (int j = 0; j < predicted.columns(); j++) {
      double r = correlation(predicted.column(j), target.column(j));
      assertTrue(r > 0.5 && r <= 1.001, "neuroid " + j + ": " + r);
    }
  }

  @Test
  default void other_rows_are_not_seen() {
    EvaluationTrial trial = trial();
    int[] test = trial.fold().test();
    Matrix x = EvaluationTrial.copy(trial.x());
    Matrix y = EvaluationTrial.copy(trial.y());
    for (int i = 1; i < test.length; i++) {
      Arrays.fill(x.values(), test[i] * x.columns(), (test[i] + 1) * x.columns(), 50 + i);
    }
    for (int row : test) {
      Arrays.fill(y.values(), row * y.columns(), (row + 1) * y.columns(), -70);
    }
    Matrix expected = predicted(trial, test[0]);
    tolerance()
        .requireAgree(
            "the row that is as it was",
            predicted(trial.with(x, y), test[0]).values(),
            expected.values());
  }

  @Test
  default void the_order_of_stimuli_does_not_matter() {
    EvaluationTrial trial = trial();
    EvaluationTrial moved = trial.reordered();
    tolerance()
        .requireAgree(
            "moved rows",
            predicted(moved, moved.fold().test()).values(),
            predicted(trial, trial.fold().test()).values());
  }

  @Test
  default void the_order_of_training_rows_does_not_matter() {
    EvaluationTrial trial = trial();
    int[] train = trial.fold().train();
    int[] backwards =
        IntStream.range(0, train.length).map(i -> train[train.length - 1 - i]).toArray();
    Matrix other =
        mapping()
            .prepare(trial.activations(), backwards, parameters())
            .fit(trial.y().rows(backwards))
            .predict(trial.fold().test());
    tolerance()
        .requireAgree("backwards", other.values(), predicted(trial, trial.fold().test()).values());
  }

  @Test
  default void rows_are_predicted_in_the_order_asked_for() {
    EvaluationTrial trial = trial();
    int a = trial.fold().test()[0];
    int b = trial.fold().train()[3];
    Matrix both = predicted(trial, b, a, b);
    tolerance().requireAgree("test row", both.row(1), predicted(trial, a).values());
    tolerance().requireAgree("training row", both.row(0), predicted(trial, b).values());
    tolerance().requireAgree("again", both.row(2), both.row(0));
  }

  @Test
  default void a_design_serves_several_fits() {
    EvaluationTrial trial = trial();
    Matrix other =
        PlainActivations.noise(
            "contract/other", trial.x().rows(), needsEqualNumbers() ? EvaluationTrial.UNITS : 3);
    Mapping.Design design =
        mapping().prepare(trial.activations(), trial.fold().train(), parameters());
    Mapping.Fitted first = design.fit(trial.y().rows(trial.fold().train()));
    design.fit(other.rows(trial.fold().train()));
    Matrix expected = predicted(trial, trial.fold().test());
    assertArrayEquals(expected.values(), first.predict(trial.fold().test()).values());
    Mapping.Fitted again = design.fit(trial.y().rows(trial.fold().train()));
    assertArrayEquals(expected.values(), again.predict(trial.fold().test()).values());
  }

  @Test
  default void an_offset_of_responses_is_one_of_predictions() {
    EvaluationTrial trial = trial();
    Matrix moved = EvaluationTrial.copy(trial.y());
    for (int i = 0; i < moved.values().length; i++) {
      moved.values()[i] += 10;
    }
    double[] expected = predicted(trial, trial.fold().test()).values();
    if (hasIntercept()) {
      Arrays.setAll(expected, i -> expected[i] + 10);
    }
    tolerance()
        .requireAgree(
            "offset",
            predicted(trial.with(trial.x(), moved), trial.fold().test()).values(),
            expected);
  }

  @Test
  default void claimed_invariances_hold() {
    EvaluationTrial trial = trial();
    double[] expected = predicted(trial, trial.fold().test()).values();
    for (Invariance invariance : claims()) {
      EvaluationTrial changed = trial.with(invariance.applied(trial.x()), trial.y());
      double[] got = predicted(changed, trial.fold().test()).values();
      tolerance().requireAgree(invariance.name(), got, expected);
    }
  }

  @Test
  default void a_constant_unit_does_no_harm() {
    EvaluationTrial trial = trial();
    Matrix x = EvaluationTrial.copy(trial.x());
    for (int i = 0; i < x.rows(); i++) {
      x.set(i, x.columns() - 1, 0.1);
    }
    Matrix predicted = predicted(trial.with(x, trial.y()), trial.fold().test());
    assertTrue(Arrays.stream(predicted.values()).allMatch(Double::isFinite), "finite predictions");
  }

  private EvaluationTrial trial() {
    return needsEqualNumbers()
        ? EvaluationTrial.of(EvaluationTrial.UNITS)
        : EvaluationTrial.usual();
  }

  private Matrix predicted(EvaluationTrial trial, int... rows) {
    return mapping()
        .prepare(trial.activations(), trial.fold().train(), parameters())
        .fit(trial.y().rows(trial.fold().train()))
        .predict(rows);
  }

  private Parameters parameters() {
    return mapping().parameters().bind(values(), KeyLocation.under("mapping"));
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
