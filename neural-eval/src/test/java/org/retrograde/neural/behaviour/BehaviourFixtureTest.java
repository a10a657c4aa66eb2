// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;
import org.retrograde.testkit.Tolerance;

/** Numbers of scikit-learn, NumPy and SciPy, which {@code make.py} beside them writes. */
final class BehaviourFixtureTest {

  private static JsonNode read(String name) throws IOException {
    try (InputStream in = BehaviourFixtureTest.class.getResourceAsStream("/behaviour/" + name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
    }
  }

  private static double[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  private static int[] wholes(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }

  private static Matrix matrix(JsonNode rows) {
    double[] values =
        IntStream.range(0, rows.size())
            .boxed()
            .flatMapToDouble(i -> Arrays.stream(numbers(rows.get(i))))
            .toArray();
    return new Matrix(rows.size(), rows.get(0).size(), values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "1.0"})
  void probabilities_are_those_of_scikit_learns_regression(String c) throws IOException {
    JsonNode json = read("logistic.json");
    LogisticReadout readout = new LogisticReadout(Double.parseDouble(c));
    Matrix p =
        readout.probabilities(
            matrix(json.get("train")), wholes(json.get("labels")), 3, matrix(json.get("test")));
    Tolerance.WRITTEN_SHORT.requireAgree(
        "probabilities", p.values(), matrix(json.at("/probabilities/" + c)).values());
    assertThat(readout.id()).isEqualTo("multinomial-logistic");
  }

  @Test
  void two_objects_are_told_apart_as_scikit_learn_does() throws IOException {
    JsonNode json = read("logistic.json");
    int[] all = wholes(json.get("labels"));
    int[] two = IntStream.range(0, all.length).filter(i -> all[i] < 2).toArray();
    Matrix p =
        new LogisticReadout(1)
            .probabilities(
                matrix(json.get("train")).rows(two),
                IntStream.of(two).map(i -> all[i]).toArray(),
                2,
                matrix(json.get("test")));
    Tolerance.WRITTEN_SHORT.requireAgree(
        "probabilities", p.values(), matrix(json.get("pair")).values());
  }

  @Test
  void brain_scores_penalty_is_strong_and_none_is_refused() {
    assertThat(LogisticReadout.brainScore().c()).isEqualTo(0.001);
    assertThatThrownBy(() -> new LogisticReadout(0)).hasMessageContaining("above 0");
  }

  @ParameterizedTest
  @EnumSource(BehaviouralMeasure.class)
  void confusions_are_as_alike_as_numpy_says(BehaviouralMeasure measure) throws IOException {
    JsonNode json = read("choices.json");
    int[] truth = wholes(json.get("truth"));
    FalseAlarms model = FalseAlarms.ofProbabilities(matrix(json.get("probabilities")), truth);
    ChoiceTrials trials =
        new ChoiceTrials(
            3,
            truth,
            wholes(json.get("image")),
            wholes(json.get("distractor")),
            wholes(json.get("choice")));
    BehaviouralScore score = BehaviouralConsistency.brainScore(measure).of(model, trials);
    JsonNode expected = json.get(measure.name().toUpperCase(Locale.ROOT));
    Tolerance.WRITTEN.requireAgree("raw", score.raw(), expected.get("raw").asDouble());
    Tolerance.WRITTEN.requireAgree("error", score.error(), expected.get("error").asDouble());
    Tolerance.WRITTEN.requireAgree("ceiling", score.ceiling(), expected.get("ceiling").asDouble());
    Tolerance.WRITTEN.requireAgree(
        "its error", score.ceilingError(), expected.get("ceilingError").asDouble());
  }

  @Test
  void features_are_standardised_by_the_training_part() {
    Matrix features = new Matrix(4, 2, new double[] {1, 7, 3, 7, 5, 8, 0, 9});
    Standardised parts = Standardised.of(features, new Fold(new int[] {0, 1, 2}, new int[] {3}));
    Tolerance.DOUBLE.requireAgree("mean", Means.of(parts.train().column(0)), 0);
    Tolerance.DOUBLE.requireAgree("deviation", Means.deviation(parts.train().column(0), 0), 1);
    Tolerance.DOUBLE.requireAgree("other", parts.test().at(0, 0), -3 / Math.sqrt(8.0 / 3));
    Matrix still = Standardised.of(features, new Fold(new int[] {0, 1}, new int[] {3})).test();
    Tolerance.EXACT.requireAgree("no deviation", still.at(0, 1), 2);
    Tolerance.EXACT.requireAgree("left as it was", features.at(0, 0), 1);
  }

  /** The mean of ten times 0.1 is not 0.1. */
  @Test
  void what_only_rounding_tells_apart_is_only_centred() {
    Matrix features = Matrix.zeros(11, 1);
    Arrays.fill(features.values(), 0.1);
    features.set(10, 0, 0.35);
    int[] ten = IntStream.range(0, 10).toArray();
    Matrix test = Standardised.of(features, new Fold(ten, new int[] {10})).test();
    Tolerance.DOUBLE.requireAgree("centred", test.at(0, 0), 0.25);
  }
}
