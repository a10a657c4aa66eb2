// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.NeuralFixture;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.mapping.PartialLeastSquares;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;
import org.retrograde.testkit.PlainActivations;

/** Scores beside another program's, from averaged responses. */
final class AssemblyFixtureTest {

  private static final int BINS = 4;
  private static final int FIRST_OF_IT = 6;
  private static final int OBJECTS = 6;

  private NeuralFixture fixture;

  @BeforeEach
  void read() throws Exception {
    fixture =
        NeuralFixture.read(
            Path.of(
                Objects.requireNonNull(getClass().getResource("/fixtures/neural/assembly"))
                    .toURI()));
  }

  @Test
  void one_mapping_for_all_bins() {
    List<String> sorted = ids().stream().sorted().toList();
    TemporalScore score =
        new TemporalScorer()
            .score(
                new TemporalRequest(
                    new TemporalActivations(ids(), steps()),
                    new TemporalResponses(
                        IntStream.range(0, BINS)
                            .mapToObj(i -> new TimeBin(70 + 10 * i, 80 + 10 * i))
                            .toList(),
                        sorted,
                        neuroids(),
                        IntStream.range(0, BINS).mapToObj(this::ofIt).toList(),
                        Optional.empty()),
                    folds(sorted),
                    new MappingChoice(new PlainRidge(), new Parameters(Map.of("alpha", 1.0))),
                    TemporalMode.SHARED,
                    0.1),
                ScoreListener.silent());
    fixture
        .tolerance()
        .requireAgree("per bin", score.raw(), fixture.values("expected.sharedRidgePerBin"));
  }

  @Test
  void the_mean_over_time_by_partial_least_squares() {
    List<String> sorted = ids().stream().sorted().toList();
    Matrix mean = Matrix.zeros(ofIt(0).rows(), ofIt(0).columns());
    for (int bin = 0; bin < BINS; bin++) {
      for (int i = 0; i < mean.values().length; i++) {
        mean.values()[i] += ofIt(bin).values()[i] / BINS;
      }
    }
    PartialLeastSquares pls = new PartialLeastSquares();
    PredictivityScore score =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    new StimulusActivations(ids(), new PlainActivations(fixture.matrix("x"))),
                    new Responses(sorted, neuroids(), mean),
                    folds(sorted),
                    new MappingChoice(
                        pls,
                        pls.parameters()
                            .bind(Map.of("components", 5), KeyLocation.under("mapping"))),
                    Optional.empty()),
                ScoreListener.silent());
    fixture.require("raw", score.raw().mean(), "raw");
    fixture.require("error", score.raw().error(), "rawError");
    fixture
        .tolerance()
        .requireAgree("medians", score.raw().medians(), fixture.values("expected.splitMedians"));
  }

  private static List<String> neuroids() {
    return IntStream.range(0, 8).mapToObj(i -> "it" + i).toList();
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : fixture.description().get("expected").get("stimulusIds")) {
      ids.add(id.asText());
    }
    return ids;
  }

  /** The activation at a step is x (1 + step). */
  private List<Activations> steps() {
    Matrix x = fixture.matrix("x");
    return IntStream.range(0, BINS)
        .mapToObj(
            t ->
                (Activations)
                    new PlainActivations(
                        new Matrix(
                            x.rows(),
                            x.columns(),
                            Arrays.stream(x.values()).map(v -> v * (1 + t)).toArray())))
        .toList();
  }

  private Matrix ofIt(int bin) {
    Matrix all = fixture.slice("expected.responses", bin);
    Matrix it = Matrix.zeros(all.rows(), all.columns() - FIRST_OF_IT);
    for (int i = 0; i < it.rows(); i++) {
      for (int j = 0; j < it.columns(); j++) {
        it.set(i, j, all.at(i, j + FIRST_OF_IT));
      }
    }
    return it;
  }

  /** An id ends with its number, which says the object. */
  private static List<Fold> folds(List<String> ids) {
    List<Integer> objects =
        ids.stream()
            .map(id -> Integer.parseInt(id.substring(id.lastIndexOf('_') + 1)) % OBJECTS)
            .toList();
    return new StratifiedShuffleSplit(10, SplitSizes.ofTrain(ids.size(), 0.75), 1).folds(objects);
  }
}
