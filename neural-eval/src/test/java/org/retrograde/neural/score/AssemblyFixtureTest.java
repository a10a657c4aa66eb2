// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
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
import org.retrograde.testkit.FixtureFolder;

/** From files of trials to scores beside another program's. */
final class AssemblyFixtureTest {

  private static final FixtureFolder FIXTURES =
      new FixtureFolder("neural", AssemblyFixtureTest.class);

  @TestFactory
  Stream<DynamicNode> every_assembly_is_scored() {
    try {
      return FIXTURES.cases(Optional.ofNullable(System.getProperty("retrograde.fixtures"))).stream()
          .filter(folder -> Files.exists(folder.resolve("assembly.nc")))
          .flatMap(
              folder ->
                  Stream.of(
                      dynamicTest(
                          folder.getFileName() + ": mean over time",
                          () -> Case.check(folder, Case::meanOverTime)),
                      dynamicTest(
                          folder.getFileName() + ": one mapping for all bins",
                          () -> Case.check(folder, Case::oneMappingForAllBins))));
    } catch (TestAbortedException skipped) {
      return Stream.of(
          dynamicTest("no neural fixtures", () -> assumeTrue(false, skipped.getMessage())));
    }
  }

  private record Case(NeuralFixture fixture, AssemblySource source, Selection region) {

    static void check(Path folder, Consumer<Case> check) throws IOException {
      NeuralFixture fixture = NeuralFixture.read(folder);
      try (AssemblySource source = Assemblies.open(folder.resolve("assembly.nc"))) {
        Optional<String> region = Optional.of(fixture.description().at("/options/region").asText());
        check.accept(
            new Case(fixture, source, Selection.region(source.assembly(), region, source.where())));
      }
    }

    JsonNode option(String path) {
      JsonNode option = fixture.description().at("/options" + path);
      assertThat(option.isMissingNode()).as(path).isFalse();
      return option;
    }

    void meanOverTime() {
      List<TimeBin> bins = source.assembly().timeBins(source.where());
      TimeBin all = new TimeBin(bins.get(0).start(), bins.get(bins.size() - 1).end());
      AveragedAssembly averaged = averaged(List.of(all));
      int components = option("/pls/components").asInt();
      PredictivityScore score =
          new PredictivityScorer()
              .score(
                  new ScoreRequest(
                      new StimulusActivations(ids(), new DenseActivations(fixture.matrix("x"))),
                      new Responses(
                          averaged.stimulusIds(), neuroids(averaged), averaged.responses().get(0)),
                      folds(averaged),
                      choice(new PartialLeastSquares(), Map.of("components", components)),
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

    void oneMappingForAllBins() {
      AveragedAssembly averaged = averaged(List.of());
      List<SplitValues> ceilings = averaged.bins().stream().map(this::ceiling).toList();
      double alpha = option("/temporal/ridgeAlpha").asDouble();
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
                      folds(averaged),
                      choice(new Ridge(), Map.of("alpha", alpha)),
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

    AveragedAssembly averaged(List<TimeBin> bins) {
      return new AssemblyAverage(source, region, bins, AssemblyAverage.DEFAULT_MEMORY).average();
    }

    SplitValues ceiling(TimeBin bin) {
      Trials trials = Trials.read(source, region, bin, Trials.DEFAULT_MEMORY);
      return InternalConsistency.BRAIN_SCORE.of(new Repetitions(trials.responses()));
    }

    static MappingChoice choice(Mapping mapping, Map<String, Object> values) {
      return new MappingChoice(
          mapping, mapping.parameters().bind(values, KeyLocation.under("mapping")));
    }

    static List<String> neuroids(AveragedAssembly averaged) {
      int count = averaged.responses().get(0).columns();
      return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    }

    List<String> ids() {
      List<String> ids = new ArrayList<>();
      fixture.description().at("/expected/stimulusIds").forEach(id -> ids.add(id.asText()));
      return ids;
    }

    /** The activation at a step is x (1 + step). */
    List<Activations> steps(int count) {
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

    List<Fold> folds(AveragedAssembly averaged) {
      List<String> labels =
          averaged.stimuli().require(option("/splits/stratifyBy").asText(), source.where()).texts();
      return new StratifiedShuffleSplit(
              option("/splits/count").asInt(),
              SplitSizes.ofTrain(labels.size(), option("/splits/trainSize").asDouble()),
              option("/splits/seed").asInt())
          .folds(labels);
    }
  }
}
