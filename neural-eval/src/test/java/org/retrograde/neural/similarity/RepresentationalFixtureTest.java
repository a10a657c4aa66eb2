// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.neural.NeuralFixture;
import org.retrograde.testkit.FixtureFolder;
import org.retrograde.testkit.PlainActivations;

/** Similarities of geometries beside those of other programs. */
final class RepresentationalFixtureTest {

  private static final FixtureFolder FIXTURES =
      new FixtureFolder("neural", RepresentationalFixtureTest.class);

  @TestFactory
  Stream<DynamicTest> every_case_agrees() {
    try {
      return FIXTURES.cases(Optional.ofNullable(System.getProperty("retrograde.fixtures"))).stream()
          .filter(RepresentationalFixtureTest::isOfThisKind)
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    } catch (TestAbortedException skipped) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no fixtures", () -> Assumptions.assumeTrue(false, skipped.getMessage())));
    }
  }

  private static boolean isOfThisKind(Path folder) {
    try {
      return NeuralFixture.read(folder).kind().equals("representational");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path folder) throws Exception {
    NeuralFixture fixture = NeuralFixture.read(folder);
    Matrix x = fixture.matrix("x");
    Matrix y = fixture.matrix("y");
    RdmDistance correlation = RdmDistance.CORRELATION;
    fixture
        .tolerance()
        .requireAgree(
            "distances of x", Rdm.of(x, correlation).entries(), fixture.values("expected.rdm.x"));
    fixture
        .tolerance()
        .requireAgree(
            "distances of y", Rdm.of(y, correlation).entries(), fixture.values("expected.rdm.y"));
    fixture.require("rdm", score("rdm", Map.of(), x, y), "rdmSpearman");
    fixture.require("rdm", score("rdm", Map.of("comparison", "pearson"), x, y), "rdmPearson");
    fixture.require("cka", score("cka", Map.of(), x, y), "ckaDebiased");
    fixture.require("cka-biased", score("cka-biased", Map.of(), x, y), "ckaBiased");
  }

  private static double score(String id, Map<String, Object> values, Matrix x, Matrix y) {
    EvaluationMetric metric =
        ServiceLoader.load(EvaluationMetric.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(m -> m.id().equals(id))
            .findFirst()
            .orElseThrow();
    Fold all = new Fold(new int[0], IntStream.range(0, x.rows()).toArray());
    return metric
        .score(
            new PlainActivations(x),
            y,
            all,
            metric.parameters().bind(values, KeyLocation.under("case")))[0];
  }
}
