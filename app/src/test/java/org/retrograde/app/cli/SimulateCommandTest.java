// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.random.RandomStream;
import org.retrograde.app.neural.Features;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.ElementType;
import org.retrograde.arrays.NpzFormat;
import org.retrograde.testkit.Tolerance;

/** From features to simulated neurons, and from these back to the truth. */
class SimulateCommandTest {

  private static final int IMAGES = 400;
  private static final int STEPS = 10;
  private static final int UNITS = 6;

  @TempDir Path work;
  private String features = "";
  private String recording = "";

  @BeforeEach
  void write() {
    features = work.resolve("features.npz").toString();
    recording = work.resolve("simulated.nc").toString();
    long n = IMAGES;
    List<ArraySpec> arrays =
        List.of(
            new ArraySpec(
                "conv",
                ElementType.FLOAT32,
                List.of(n, (long) STEPS, (long) UNITS),
                List.of("image", "step", "unit"),
                ""),
            new ArraySpec("pool", ElementType.FLOAT32, List.of(n, 3L), List.of("image", "p"), ""),
            new ArraySpec("labels", ElementType.INT64, List.of(n), List.of("image"), ""),
            new ArraySpec("ids", ElementType.text(4), List.of(n), List.of("image"), ""));
    try (ArrayFile file = ArrayFile.create(work.resolve("features.npz"), arrays, new NpzFormat())) {
      file.append("conv", random("conv", IMAGES * STEPS * UNITS));
      file.append("pool", random("pool", IMAGES * 3));
      file.append("labels", IntStream.range(0, IMAGES).mapToLong(i -> i % 4).toArray());
      file.append("ids", IntStream.range(0, IMAGES).mapToObj(i -> "%04d".formatted(i)).toList());
      file.commit();
    }
  }

  private static float[] random(String name, int count) {
    RandomStream random = RandomStream.of(1, name, 0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private CommandLineRun simulate(String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "simulate-assembly",
                    "--model",
                    features,
                    "--out",
                    recording,
                    "--neuroids",
                    "6"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode scored(String... more) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            Stream.concat(
                    Stream.of(
                        "score",
                        "--model",
                        features,
                        "--assembly",
                        recording,
                        "--metric",
                        "ridge",
                        "--splits",
                        "4",
                        "--json",
                        "--out",
                        work.resolve("scores").toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  /** r / sqrt(c) estimates the correlation without noise. */
  @Test
  void a_score_finds_the_correlation_that_was_simulated() throws IOException {
    assertThat(simulate("--layers", "pool=IT", "--reliability", "0.7", "--units", "2").exitCode())
        .isZero();
    JsonNode layers = scored("--layers", "pool").at("/regions/0/layers/0");
    double r = layers.get("raw").asDouble() / Math.sqrt(layers.get("ceiling").asDouble());
    Tolerance.SIMULATED_RELIABILITY.requireAgree("true correlation", r, 0.8);
    assertThat(layers.get("neuroids").asInt()).isEqualTo(6);
  }

  @Test
  void noise_can_be_corrected_for_by_halves_of_the_trials() throws IOException {
    simulate("--layers", "pool=IT", "--reliability", "0.7", "--units", "2");
    JsonNode consistency =
        scored("--layers", "pool", "--consistency", "10").at("/regions/0/consistency");
    Tolerance.SIMULATED_RELIABILITY.requireAgree(
        "true correlation", consistency.get("value").asDouble(), 0.8);
    assertThat(consistency.get("draws").asInt()).isEqualTo(50);
  }

  @Test
  void neurons_follow_a_layer_step_by_step() throws IOException {
    CommandLineRun run =
        simulate("--layers", "conv=IT", "--correlation", "1", "--latency", "2", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode facts = new ObjectMapper().readTree(run.out());
    assertThat(facts.get("neuroids").asInt()).isEqualTo(6);
    assertThat(facts.get("trueCorrelation").asDouble()).isEqualTo(1);
    JsonNode course =
        scored("--window", "60-120", "--course", "per-bin", "--latency", "4")
            .at("/regions/0/course");
    assertThat(course.get("latency").asInt()).isEqualTo(2);
    assertThat(course.get("bins")).hasSize(10);
  }

  @Test
  void what_cannot_be_simulated_is_refused() {
    require(simulate(), "--layers", "LAYER=REGION");
    require(simulate("--layers", "conv"), "'conv'", "LAYER=REGION");
    require(simulate("--layers", "conf=IT"), "'conf'", "conv, pool");
    require(simulate("--layers", "conv=IT,pool=V4"), "different numbers of steps");
    require(simulate("--layers", "conv=IT", "--reliability", "0"), "reliability");
    CommandLineRun wrong =
        CommandLineRun.of(
            "simulate-assembly", "--model", features, "--layers", "conv=IT", "--out", "a.csv");
    require(wrong, "a.csv", ".nc");
  }

  @Test
  void layers_that_neuroids_cannot_follow_are_refused() {
    double[] values = new double[12];
    values[7] = Double.NaN;
    features =
        new Features()
            .numbers("dead", new double[12], 6, 2)
            .numbers("broken", values, 6, 2)
            .random("conv", 6, 2)
            .texts("ids", List.of("a", "b", "c", "d", "e", "f"))
            .write(work.resolve("odd.npz"))
            .toString();
    require(simulate("--layers", "dead=IT"), "odd.npz: found layer 'dead', which gives every");
    require(simulate("--layers", "broken=IT"), "NaN in layer 'broken' for stimulus 'd'");
    assertThat(Path.of(recording)).doesNotExist();
    assertThat(simulate("--layers", "conv=IT").exitCode()).isZero();
  }

  private static void require(CommandLineRun run, String... words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }
}
