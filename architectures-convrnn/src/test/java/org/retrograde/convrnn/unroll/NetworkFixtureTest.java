// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.opentest4j.TestAbortedException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.FixtureArrays;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.testkit.FixtureFolder;
import org.retrograde.testkit.Tolerance;

/** Whole networks' logits at every step, losses and gradients, on every kernel library. */
final class NetworkFixtureTest {

  private static final FixtureFolder FIXTURES =
      new FixtureFolder("convrnn", NetworkFixtureTest.class);

  @TestFactory
  Stream<DynamicNode> every_case_agrees_on_every_kernel_library() {
    Optional<String> named = Optional.ofNullable(System.getProperty("retrograde.fixtures"));
    try {
      List<Path> cases = FIXTURES.cases(named);
      return ServiceLoader.load(KernelLibrary.class).stream()
          .map(ServiceLoader.Provider::get)
          .map(library -> dynamicContainer(library.id(), tests(cases, library)));
    } catch (TestAbortedException skipped) {
      return Stream.of(
          dynamicTest("no network fixtures", () -> assumeTrue(false, skipped.getMessage())));
    }
  }

  private static Stream<DynamicNode> tests(List<Path> cases, KernelLibrary library) {
    return cases.stream()
        .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder, library)));
  }

  private static void check(Path folder, KernelLibrary library) throws Exception {
    JsonNode about = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    Map<String, INDArray> arrays = FixtureArrays.read(folder);
    Unrolled unrolled = unrolled(about, library);
    Map<String, INDArray> weights = new HashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith("weight.")) {
            weights.put(ownName(name.substring("weight.".length()), about), array.dup('c'));
          }
        });
    JsonNode bounds = about.get("tolerance");
    Tolerance tolerance =
        new Tolerance(
            "case",
            bounds.get("relative").asDouble(),
            bounds.get("absolute").asDouble(),
            "the case's own");
    INDArray x = arrays.get("x").dup('c');
    checkLogits(unrolled, weights, x, arrays.get("expected.logits"), tolerance);
    Map<String, INDArray> gradients =
        unrolled.gradients(new ExactError(), weights, x, arrays.get("labels").dup('c'));
    require(tolerance, "loss", gradients.get("loss"), arrays.get("expected.loss"));
    weights
        .keySet()
        .forEach(
            own -> {
              String name = originalName(own, about);
              require(
                  tolerance,
                  "gradient of " + name,
                  gradients.get(own),
                  arrays.get("expected.gradient." + name));
            });
  }

  private static void checkLogits(
      Unrolled unrolled,
      Map<String, INDArray> weights,
      INDArray x,
      INDArray expected,
      Tolerance tolerance) {
    Set<String> wanted = new TreeSet<>();
    unrolled.network().logitsByStep().values().forEach(t -> wanted.add(t.variable().name()));
    Map<String, INDArray> values = unrolled.values(weights, x, wanted);
    unrolled
        .network()
        .logitsByStep()
        .forEach(
            (t, tensor) ->
                require(
                    tolerance,
                    "logits at " + t,
                    values.get(tensor.variable().name()),
                    expected.get(NDArrayIndex.point(t)).dup('c')));
  }

  private static Unrolled unrolled(JsonNode about, KernelLibrary library) {
    boolean shallow = about.get("network").asText().equals("shallow");
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("depth", about.get("network").asText());
    parameters.put("cell", about.get("cell").asText());
    parameters.put("feedback", shallow ? 0 : 5);
    parameters.put("width", 1.0 / 32);
    parameters.put("steps", about.get("steps").asInt());
    parameters.put("imageOff", about.get("imageOff").asInt());
    return new Unrolled(
        parameters,
        new ImageShape(
            about.get("height").asInt(),
            about.get("width").asInt(),
            about.get("inputChannels").asInt()),
        about.get("classes").asInt(),
        about.get("batch").asInt(),
        DataType.FLOAT,
        library);
  }

  /** The recorded names leave the operation out: a cell's parts are those of its two states. */
  private static String ownName(String name, JsonNode about) {
    String node = name.substring(0, name.indexOf('/') + 1);
    String part = name.substring(node.length());
    if (part.startsWith("pre")) {
      return name;
    }
    String layer = name.substring(0, name.lastIndexOf('.') + 1);
    if (part.endsWith(".depthwise") || part.endsWith(".pointwise")) {
      return node + "cell." + part + ".W";
    }
    boolean separable = about.get("weights").has(layer + "pointwise");
    return separable
        ? node + "cell." + part.substring(0, part.length() - 1) + "pointwise.b"
        : node + "cell." + part;
  }

  private static String originalName(String own, JsonNode about) {
    List<String> names = new java.util.ArrayList<>();
    about.get("weights").fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> ownName(name, about).equals(own))
        .findFirst()
        .orElseThrow();
  }

  private static void require(Tolerance tolerance, String what, INDArray got, INDArray expected) {
    tolerance.requireAgree(what, values(got), values(expected));
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
