// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.retrograde.api.metric.Matrix;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.testkit.Tolerance;

/** One case: arrays, options, and what should come of them. */
public record NeuralFixture(JsonNode description, Map<String, NamedArray> arrays) {

  public static NeuralFixture read(Path folder) throws IOException {
    return new NeuralFixture(
        new ObjectMapper().readTree(folder.resolve("case.json").toFile()),
        Npz.read(folder.resolve("arrays.npz")));
  }

  public String kind() {
    return description.get("kind").asText();
  }

  public double[] values(String name) {
    return (double[]) Objects.requireNonNull(arrays.get(name), name).values();
  }

  public Matrix matrix(String name) {
    List<Long> shape = Objects.requireNonNull(arrays.get(name), name).shape();
    return new Matrix(Math.toIntExact(shape.get(0)), Math.toIntExact(shape.get(1)), values(name));
  }

  /** The third axis is taken at one place. */
  public Matrix slice(String name, int place) {
    List<Long> shape = Objects.requireNonNull(arrays.get(name), name).shape();
    int depth = Math.toIntExact(shape.get(2));
    Matrix result = Matrix.zeros(Math.toIntExact(shape.get(0)), Math.toIntExact(shape.get(1)));
    double[] values = values(name);
    Arrays.setAll(result.values(), i -> values[i * depth + place]);
    return result;
  }

  public void require(String what, double got, String expected) {
    tolerance().requireAgree(what, got, description.get("expected").get(expected).asDouble());
  }

  public Tolerance tolerance() {
    double absolute = description.get("tolerance").get("absolute").asDouble();
    return new Tolerance("case", 0, absolute, "the case's own");
  }
}
