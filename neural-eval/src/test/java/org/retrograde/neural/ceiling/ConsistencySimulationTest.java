// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.PlainRidge;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

/** What the correction for noise recovers of neurons whose signal is known. */
final class ConsistencySimulationTest {

  private static final int STIMULI = 6000;
  private static final int FEWER = 1000;
  private static final int UNITS = 8;
  private static final int NEUROIDS = 100;
  private static final int TRIALS = 4;

  /** Signals that the units explain to a correlation of 0.8, and trials of some reliability. */
  private record Simulation(Matrix x, Repetitions trials) {

    static Simulation of(double reliability, int stimuli, String animal) {
      Matrix x = PlainActivations.noise("simulation/x", stimuli, UNITS);
      Matrix weights = PlainActivations.noise("simulation/weights", UNITS, NEUROIDS);
      for (int j = 0; j < NEUROIDS; j++) {
        double norm = 0;
        for (double w : weights.column(j)) {
          norm += w * w;
        }
        for (int k = 0; k < UNITS; k++) {
          weights.set(k, j, 0.8 * weights.at(k, j) / Math.sqrt(norm));
        }
      }
      Matrix signal = PlainRidge.product(x, weights);
      add(signal, PlainActivations.noise("simulation/rest", stimuli, NEUROIDS), 0.6);
      double noise = Math.sqrt(TRIALS * (1 / reliability - 1));
      List<Matrix> trials =
          IntStream.range(0, TRIALS)
              .mapToObj(
                  r -> {
                    Matrix trial = new Matrix(stimuli, NEUROIDS, signal.values().clone());
                    add(trial, PlainActivations.noise(animal + r, stimuli, NEUROIDS), noise);
                    return trial;
                  })
              .toList();
      return new Simulation(x, new Repetitions(trials));
    }

    private static void add(Matrix to, Matrix what, double factor) {
      for (int i = 0; i < to.values().length; i++) {
        to.values()[i] += factor * what.values()[i];
      }
    }

    ConsistencyResult consistency(Matrix predictors) {
      PlainRidge ridge = new PlainRidge();
      PlainActivations activations = new PlainActivations(predictors);
      return new NoiseCorrectedConsistency(
              ridge,
              ridge.parameters().defaults(),
              NoiseCorrectedConsistency.folds(x.rows(), 2),
              IntStream.range(1234, 1236).boxed().toList())
          .of(repetitions -> activations, trials);
    }
  }

  @Test
  void the_true_correlation_is_recovered_down_to_a_reliability_of_a_fifth() {
    for (double reliability : new double[] {0.6, 0.2}) {
      Simulation simulation = Simulation.of(reliability, STIMULI, "animal");
      SplitValues ceiling = InternalConsistency.BRAIN_SCORE.of(simulation.trials());
      Tolerance.SIMULATED.requireAgree("reliability", ceiling.mean(), reliability);
      ConsistencyResult result = simulation.consistency(simulation.x());
      Tolerance.SIMULATED.requireAgree("at " + reliability, result.value(), 0.8);
      assertThat(result.error()).isBetween(0.0, 0.02);
      assertThat(result.raw().mean()).isLessThan(result.value());
      Normalized normalized =
          new Normalized(result.raw().mean(), result.raw().error(), ceiling.mean());
      assertThat(normalized.score()).isBetween(0.55, 0.66);
      assertThat(result.draws()).isEqualTo(4);
      assertThat(result.skipped()).isZero();
    }
  }

  @Test
  void noise_predicts_nothing() {
    Simulation simulation = Simulation.of(0.5, FEWER, "animal");
    ConsistencyResult result =
        simulation.consistency(PlainActivations.noise("simulation/pixels", FEWER, UNITS));
    assertThat(Math.abs(result.raw().mean())).isBetween(0.0, 0.05);
    assertThat(Math.abs(result.value())).isBetween(0.0, 0.2);
    assertThat(result.unreliable()).isBetween(1L, 2L * 2 * NEUROIDS - 1);
  }

  @Test
  void halves_that_are_equal_correct_nothing() {
    Matrix x = PlainActivations.noise("simulation/x", 40, 3);
    Matrix y = PlainActivations.noise("simulation/y", 40, 2);
    Simulation twice = new Simulation(x, new Repetitions(List.of(y, y)));
    PlainRidge ridge = new PlainRidge();
    PlainActivations activations = new PlainActivations(x);
    ConsistencyResult result =
        new NoiseCorrectedConsistency(
                ridge,
                ridge.parameters().defaults(),
                NoiseCorrectedConsistency.folds(40, 2),
                List.of(1, 2))
            .of(repetitions -> activations, twice.trials());
    Tolerance.DOUBLE.requireAgree(
        "consistency", result.corrected().values().values(), result.raw().values().values());
  }

  @Test
  void two_reliabilities_below_0_are_no_reliability() {
    ConsistencyTally tally = new ConsistencyTally(1, 3);
    double[] xy = {0.5, 0.5, 0.4};
    tally.add(0, xy, new double[] {-0.5, 0.5, 0.5}, new double[] {-0.5, -0.5, 0.32});
    tally.add(
        0,
        new double[] {0.5, Double.NaN, 0.4},
        new double[] {0.5, 1, 0.5},
        new double[] {Double.NaN, 1, 0.32});
    ConsistencyResult result = tally.result();
    assertThat(result.corrected().values().row(0)[0]).isNaN();
    assertThat(result.corrected().values().row(0)[1]).isNaN();
    Tolerance.DOUBLE.requireAgree("third", result.corrected().values().at(0, 2), 1);
    assertThat(result.unreliable()).isEqualTo(4);
  }

  @Test
  void draws_with_missing_halves_are_skipped_and_missing_stimuli_refused() {
    Matrix x = PlainActivations.noise("simulation/x", 40, 3);
    Matrix full = PlainActivations.noise("simulation/y", 40, 2);
    Matrix gap = PlainActivations.noise("simulation/y2", 40, 2);
    gap.set(3, 1, Double.NaN);
    PlainRidge ridge = new PlainRidge();
    NoiseCorrectedConsistency consistency =
        new NoiseCorrectedConsistency(
            ridge,
            ridge.parameters().defaults(),
            NoiseCorrectedConsistency.folds(40, 1),
            List.of(1, 2));
    Repetitions once = new Repetitions(List.of(full, gap));
    ConsistencyResult skipped = consistency.of(repetitions -> new PlainActivations(x), once);
    assertThat(skipped.skipped()).isEqualTo(2);
    assertThat(skipped.value()).isNaN();
    Repetitions never = new Repetitions(List.of(gap, gap));
    assertThatThrownBy(() -> consistency.of(repetitions -> new PlainActivations(x), never))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("stimulus 3");
  }

  @Test
  void another_animal_is_averaged_over_the_same_halves() {
    Simulation simulation = Simulation.of(0.5, FEWER, "animal");
    Simulation other = Simulation.of(0.9, FEWER, "other");
    PlainRidge ridge = new PlainRidge();
    ConsistencyResult result =
        new NoiseCorrectedConsistency(
                ridge,
                ridge.parameters().defaults(),
                NoiseCorrectedConsistency.folds(FEWER, 1),
                List.of(1234))
            .of(
                places -> new PlainActivations(other.trials().average(places)),
                simulation.trials());
    // The other's signals are the same ones.
    assertThat(result.value()).isBetween(0.9, 1.05);
  }
}
