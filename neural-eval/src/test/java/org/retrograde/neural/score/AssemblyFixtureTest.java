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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.neural.NeuralFixture;
import org.retrograde.neural.assembly.Assemblies;
import org.retrograde.neural.assembly.AssemblyAverage;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.assembly.AveragedAssembly;
import org.retrograde.neural.assembly.Selection;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.assembly.Trials;
import org.retrograde.neural.ceiling.InternalConsistency;
import org.retrograde.neural.ceiling.Normalized;
import org.retrograde.neural.ceiling.Repetitions;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.mapping.PartialLeastSquares;
import org.retrograde.neural.mapping.Ridge;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;

/** From a file of trials to scores beside another program's. */
final class AssemblyFixtureTest {

  private static final int OBJECTS = 6;

  private NeuralFixture fixture;
  private AssemblySource source;
  private Selection it;

  @BeforeEach
  void open() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/fixtures/neural/assembly")).toURI());
    fixture = NeuralFixture.read(folder);
    source = Assemblies.open(folder.resolve("assembly.nc"));
    it = Selection.region(source.assembly(), Optional.of("IT"), source.where());
  }

  @AfterEach
  void close() throws Exception {
    source.close();
  }

  @Test
  void the_mean_over_time_by_partial_least_squares() {
    TimeBin all = new TimeBin(70, 110);
    AveragedAssembly averaged = averaged(List.of(all));
    PredictivityScore score =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    new StimulusActivations(ids(), new DenseActivations(fixture.matrix("x"))),
                    new Responses(
                        averaged.stimulusIds(), neuroids(averaged), averaged.responses().get(0)),
                    folds(averaged.stimulusIds()),
                    choice(new PartialLeastSquares(), Map.of("components", 5)),
                    Optional.of(ceiling(all))),
                ScoreListener.silent());
    Normalized normalized = score.normalized().orElseThrow();
    fixture.require("raw", normalized.raw(), "raw");
    fixture.require("error", normalized.rawError(), "rawError");
    fixture.require("ceiling", normalized.ceiling(), "ceiling");
    fixture.require("score", normalized.score(), "score");
    fixture.require("before 2026", normalized.before2026(), "scoreBefore2026");
    fixture
        .tolerance()
        .requireAgree("medians", score.raw().medians(), fixture.values("expected.splitMedians"));
  }

  @Test
  void one_mapping_for_all_bins() {
    AveragedAssembly averaged = averaged(List.of());
    List<SplitValues> ceilings = averaged.bins().stream().map(this::ceiling).toList();
    TemporalScore score =
        new TemporalScorer()
            .score(
                new TemporalRequest(
                    new TemporalActivations(ids(), steps(averaged.bins().size())),
                    new TemporalResponses(
                        averaged.bins(),
                        averaged.stimulusIds(),
                        neuroids(averaged),
                        averaged.responses(),
                        Optional.of(ceilings)),
                    folds(averaged.stimulusIds()),
                    choice(new Ridge(), Map.of("alpha", 1.0)),
                    TemporalMode.SHARED,
                    0.1),
                ScoreListener.silent());
    fixture
        .tolerance()
        .requireAgree("per bin", score.raw(), fixture.values("expected.sharedRidgePerBin"));
    fixture
        .tolerance()
        .requireAgree(
            "ceilings",
            ceilings.stream().mapToDouble(SplitValues::mean).toArray(),
            fixture.values("expected.ceilingPerBin"));
  }

  private AveragedAssembly averaged(List<TimeBin> bins) {
    return new AssemblyAverage(source, it, bins, AssemblyAverage.DEFAULT_MEMORY).average();
  }

  private SplitValues ceiling(TimeBin bin) {
    Trials trials = Trials.read(source, it, bin, Trials.DEFAULT_MEMORY);
    return InternalConsistency.BRAIN_SCORE.of(new Repetitions(trials.responses()));
  }

  private static MappingChoice choice(Mapping mapping, Map<String, Object> values) {
    return new MappingChoice(
        mapping, mapping.parameters().bind(values, KeyLocation.under("mapping")));
  }

  private static List<String> neuroids(AveragedAssembly averaged) {
    int count = averaged.responses().get(0).columns();
    return IntStream.range(0, count).mapToObj(i -> "it" + i).toList();
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : fixture.description().get("expected").get("stimulusIds")) {
      ids.add(id.asText());
    }
    return ids;
  }

  /** The activation at a step is x (1 + step). */
  private List<Activations> steps(int count) {
    Matrix x = fixture.matrix("x");
    return IntStream.range(0, count)
        .mapToObj(
            t ->
                (Activations)
                    new DenseActivations(
                        new Matrix(
                            x.rows(),
                            x.columns(),
                            Arrays.stream(x.values()).map(v -> v * (1 + t)).toArray())))
        .toList();
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
