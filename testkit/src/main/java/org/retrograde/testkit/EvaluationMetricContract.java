// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;

/**
 * What every evaluation metric must satisfy. A test class implements this interface, and inherits
 * the tests.
 */
public interface EvaluationMetricContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  EvaluationMetric metric();

  /**
   * Returns the values of its parameters as they would stand in a file.
   *
   * @return raw values by key, empty for all defaults
   */
  default Map<String, Object> values() {
    return Map.of();
  }

  /**
   * Returns what may be done to activations without changing the score.
   *
   * @return the invariances that the metric claims
   */
  Set<Invariance> claims();

  /**
   * Tells whether activations that equal the responses score 1.
   *
   * @return false for a metric that shrinks or spreads
   */
  default boolean givesItselfOne() {
    return true;
  }

  /**
   * Returns how closely scores have to agree.
   *
   * @return the tolerance; wider for methods that iterate
   */
  default Tolerance tolerance() {
    return Tolerance.DOUBLE;
  }

  @Test
  default void scores_are_one_or_one_a_neuroid() {
    EvaluationTrial trial = EvaluationTrial.usual();
    double[] scores = score(trial);
    assertTrue(scores.length == 1 || scores.length == trial.y().columns(), "number of scores");
    assertTrue(Arrays.stream(scores).allMatch(s -> s > -1.01 && s < 1.01), "from -1 to 1");
    assertFalse(metric().normalization().formula().isEmpty());
  }

  @Test
  default void unrelated_responses_score_less_than_related_ones() {
    EvaluationTrial trial = EvaluationTrial.usual();
    Matrix noise = PlainActivations.noise("contract/unrelated", 48, trial.y().columns());
    double related = mean(score(trial));
    double unrelated = mean(score(trial.with(trial.x(), noise)));
    assertTrue(unrelated < related, unrelated + " of noise, " + related + " of responses");
  }

  @Test
  default void a_network_that_is_the_neurons_scores_one() {
    EvaluationTrial trial = EvaluationTrial.usual();
    double[] scores = score(trial.with(trial.y(), EvaluationTrial.copy(trial.y())));
    double[] ones = new double[scores.length];
    Arrays.fill(ones, 1);
    assertTrue(!givesItselfOne() || tolerance().agree(scores, ones), Arrays.toString(scores));
    assertTrue(mean(scores) > mean(score(trial)), "more than what merely depends on it");
  }

  @Test
  default void the_order_of_stimuli_does_not_matter() {
    EvaluationTrial trial = EvaluationTrial.usual();
    tolerance().requireAgree("other order", score(trial.reordered()), score(trial));
  }

  @Test
  default void claimed_invariances_hold() {
    EvaluationTrial trial = EvaluationTrial.usual();
    for (Invariance invariance : claims()) {
      double[] changed = score(trial.with(invariance.applied(trial.x()), trial.y()));
      tolerance().requireAgree(invariance.name(), changed, score(trial));
    }
  }

  @Test
  default void invariances_that_are_not_claimed_do_not_hold() {
    EvaluationTrial trial = EvaluationTrial.usual();
    for (Invariance invariance : Invariance.values()) {
      double[] changed = score(trial.with(invariance.applied(trial.x()), trial.y()));
      assertTrue(
          claims().contains(invariance) || !tolerance().agree(changed, score(trial)),
          invariance + " holds and can be claimed");
    }
  }

  @Test
  default void a_network_that_says_nothing_has_no_score() {
    EvaluationTrial trial = EvaluationTrial.usual();
    Matrix constant = Matrix.zeros(trial.x().rows(), trial.x().columns());
    Arrays.fill(constant.values(), 0.1);
    double[] scores = score(trial.with(constant, trial.y()));
    assertTrue(Arrays.stream(scores).allMatch(Double::isNaN), Arrays.toString(scores));
  }

  @Test
  default void nothing_is_written_to() {
    EvaluationTrial trial = EvaluationTrial.usual();
    Matrix y = EvaluationTrial.copy(trial.y());
    Matrix x = EvaluationTrial.copy(trial.x());
    double[] first = score(trial.with(x, y));
    assertArrayEquals(trial.x().values(), x.values());
    assertArrayEquals(trial.y().values(), y.values());
    assertArrayEquals(first, score(trial.with(x, y)));
  }

  private double[] score(EvaluationTrial trial) {
    return metric()
        .score(
            trial.activations(),
            trial.y(),
            trial.fold(),
            metric().parameters().bind(values(), KeyLocation.under("metric")));
  }

  private static double mean(double[] scores) {
    return Arrays.stream(scores).average().orElse(Double.NaN);
  }
}
