// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.Pearson;
import org.retrograde.testkit.FixtureFolder;
import org.retrograde.testkit.Tolerance;

/** Mappings' predictions on recorded cases, whose kind is the mapping's id. */
final class MappingFixtureTest {

  private static final FixtureFolder FIXTURES =
      new FixtureFolder("neural", MappingFixtureTest.class);
  private static final List<String> KINDS = List.of("pls", "ridge", "ridge-cv");

  @TestFactory
  Stream<DynamicNode> every_case_is_predicted() {
    Optional<String> named = Optional.ofNullable(System.getProperty("retrograde.fixtures"));
    try {
      return replays(FIXTURES.cases(named));
    } catch (TestAbortedException skipped) {
      return Stream.of(
          dynamicTest("no neural fixtures", () -> assumeTrue(false, skipped.getMessage())));
    }
  }

  private static Stream<DynamicNode> replays(List<Path> folders) {
    List<DynamicNode> cases =
        folders.stream()
            .map(Case::read)
            .filter(found -> KINDS.contains(found.kind()))
            .<DynamicNode>map(found -> dynamicTest(found.name(), found::check))
            .toList();
    assertThat(cases).isNotEmpty();
    return cases.stream();
  }

  private record Case(JsonNode description, Map<String, NamedArray> arrays) {

    static Case read(Path folder) {
      try {
        return new Case(
            new ObjectMapper().readTree(folder.resolve("case.json").toFile()),
            Npz.read(folder.resolve("arrays.npz")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String kind() {
      return description.get("kind").asText();
    }

    String name() {
      return description.get("name").asText();
    }

    void check() {
      Map<String, ?> options =
          new ObjectMapper()
              .convertValue(
                  description.get("options"),
                  new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
      Matrix y = matrix("y");
      Mapping.Fitted fitted =
          Data.prepare(kind(), new DenseActivations(matrix("x")), rows("train"), options)
              .fit(y.rows(rows("train")));
      Matrix predicted = fitted.predict(rows("test"));
      double[] r = Pearson.ofColumns(predicted, y.rows(rows("test")));
      Tolerance own =
          new Tolerance(
              "case", 0, description.get("tolerance").get("absolute").asDouble(), "the case's own");
      own.requireAgree("prediction", predicted.values(), values("expected.prediction"));
      own.requireAgree("median", Means.medianIgnoringNaN(r), expected("medianPearson"));
      if (arrays.containsKey("expected.pearson")) {
        own.requireAgree("r", r, values("expected.pearson"));
        own.requireAgree("passes", numbers(fitted, "passes"), values("expected.iterations"));
      }
      if (description.get("expected").has("alpha")) {
        own.requireAgree("alpha", numbers(fitted, "alpha")[0], expected("alpha"));
      }
    }

    private static double[] numbers(Mapping.Fitted fitted, String name) {
      return Data.numbers(fitted, name).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double expected(String key) {
      return description.get("expected").get(key).asDouble();
    }

    private Matrix matrix(String name) {
      NamedArray array = Objects.requireNonNull(arrays.get(name), name);
      return new Matrix(
          array.shape().get(0).intValue(), array.shape().get(1).intValue(), values(name));
    }

    private int[] rows(String name) {
      return Arrays.stream(values(name)).mapToInt(row -> (int) row).toArray();
    }

    private double[] values(String name) {
      return (double[]) Objects.requireNonNull(arrays.get(name), name).values();
    }
  }
}
