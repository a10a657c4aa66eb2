// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.convrnn.FixtureArrays;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.testkit.CellTrial;
import org.retrograde.testkit.Tolerance;

/** One case: a cell, its weights and inputs, and what it should compute of them. */
record CellFixture(JsonNode description, Map<String, INDArray> arrays) {

  private static final String NODE = "node";

  static CellFixture read(Path folder) throws Exception {
    return new CellFixture(
        new ObjectMapper().readTree(folder.resolve("case.json").toFile()),
        FixtureArrays.read(folder));
  }

  void check(KernelLibrary library) {
    CellTrial.Results results =
        run().run(inputs(), array("r"), new ExactError(), DataType.FLOAT, library);
    for (int t = 0; t < steps(); t++) {
      require("output at " + t, results.outputs().get(t), at("expected.output", t));
      require(
          "gradient of x at " + t, results.gradients().get("x" + t), at("expected.gradient.x", t));
    }
    for (int i = 0; i < results.states().size(); i++) {
      require("state " + i, results.states().get(i), array("expected.state." + i));
    }
    description
        .get("weights")
        .fieldNames()
        .forEachRemaining(
            name ->
                require(
                    "gradient of " + name,
                    results.gradients().get(ownName(name)),
                    array("expected.gradient." + name)));
  }

  private CellTrial run() {
    String id = description.get("cell").asText();
    RecurrentCell cell =
        ServiceLoader.load(RecurrentCell.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(c -> c.id().equals(id))
            .findFirst()
            .orElseThrow();
    ImageShape image = new ImageShape(number("height"), number("width"), number("inputChannels"));
    boolean before = description.get("weights").has("pre.W");
    // The other form's nonlinearity is part of its cell.
    boolean shallow = description.get("options").path("form").asText().equals("shallow");
    return new CellTrial(
        cell,
        cell.parameters().bind(options(cell), KeyLocation.under("case")),
        NODE,
        before ? Optional.of(number("outputChannels")) : Optional.empty(),
        shallow ? Activation.ELU : Activation.LINEAR,
        image,
        steps(),
        number("batch"));
  }

  private Map<String, Object> options(RecurrentCell cell) {
    Map<String, Object> options = new LinkedHashMap<>();
    description
        .get("options")
        .fields()
        .forEachRemaining(entry -> options.put(entry.getKey(), value(entry.getValue())));
    if (cell.parameters().find("channels").isPresent()) {
      options.put("channels", number("outputChannels"));
    }
    return options;
  }

  private static Object value(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.numberValue() : node.textValue();
  }

  private Map<String, INDArray> inputs() {
    Map<String, INDArray> inputs = new HashMap<>();
    for (int t = 0; t < steps(); t++) {
      inputs.put("x" + t, at("x", t));
    }
    description
        .get("weights")
        .fieldNames()
        .forEachRemaining(name -> inputs.put(ownName(name), array("weight." + name)));
    return inputs;
  }

  /** A fixture calls a convolution's kernel depthwise or pointwise, and the bias of both b. */
  private String ownName(String name) {
    if (name.startsWith("pre.")) {
      return NODE + "/pre0." + name.substring("pre.".length());
    }
    if (name.equals("W") || name.equals("b")) {
      return NODE + "/cell." + name;
    }
    boolean kernel = name.endsWith(".depthwise") || name.endsWith(".pointwise");
    String layer = name.substring(0, name.lastIndexOf('.') + 1);
    boolean separable = description.get("weights").has(layer + "pointwise");
    String own = separable && name.endsWith(".b") ? layer + "pointwise.b" : name;
    return NODE + "/cell." + own + (kernel ? ".W" : "");
  }

  private void require(String what, INDArray got, INDArray expected) {
    JsonNode bounds = description.get("tolerance");
    Tolerance tolerance =
        new Tolerance(
            "case",
            bounds.get("relative").asDouble(),
            bounds.get("absolute").asDouble(),
            "the case's own");
    if (!Arrays.equals(got.shape(), expected.shape())) {
      throw new AssertionError(what + " has shape " + List.of(got.shapeInfoToString()));
    }
    tolerance.requireAgree(what, values(got), values(expected));
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private INDArray at(String name, int step) {
    return array(name).get(NDArrayIndex.point(step)).dup('c');
  }

  private INDArray array(String name) {
    return Objects.requireNonNull(arrays.get(name), name).dup('c');
  }

  private int steps() {
    return number("steps");
  }

  private int number(String key) {
    return description.get(key).asInt();
  }
}
