// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;

final class WeightsCommandTest {

  private static final String EXPERIMENT =
      """
      name: small
      seed: %d
      dataset: {id: fashion-mnist, subset: embedded, trainingLimit: 20, testLimit: 7}
      architecture: {id: lenet}
      rule: {id: %s}
      training: {epochs: 1, batchSize: 10, checkpointEvery: 1}
      """;

  private static final String CONVRNN =
      """
      name: unrolled
      dataset: {id: fashion-mnist, subset: embedded, trainingLimit: 20, testLimit: 5, resize: 32}
      architecture: {id: convrnn, depth: shallow, cell: %s, width: 0.02, steps: 6}
      rule: {id: backpropagation}
      """;

  @TempDir private Path work;

  private static CommandLineRun run(Object... words) {
    return CommandLineRun.of(
        java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new));
  }

  private static void requireSuccess(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Path experiment(int seed, String rule) throws IOException {
    return Files.writeString(work.resolve("e" + seed + ".yaml"), EXPERIMENT.formatted(seed, rule));
  }

  private Path trained(Path experiment, Object... more) throws IOException {
    Path runs = Files.createTempDirectory(work, "runs");
    Object[] words = new Object[more.length + 4];
    words[0] = "run";
    words[1] = experiment;
    words[2] = "--out";
    words[3] = runs;
    System.arraycopy(more, 0, words, 4, more.length);
    requireSuccess(run(words));
    try (var inside = Files.list(runs)) {
      return inside.findFirst().orElseThrow();
    }
  }

  private Map<String, NamedArray> exported(Path model, Object... more) {
    Path out = work.resolve("weights.npz");
    Object[] words = new Object[more.length + 5];
    words[0] = "weights";
    words[1] = "export";
    words[2] = model;
    words[3] = "--out";
    words[4] = out;
    System.arraycopy(more, 0, words, 5, more.length);
    requireSuccess(run(words));
    return Npz.read(out);
  }

  @Test
  void names_and_shapes_are_listed() throws IOException {
    Path model = experiment(1, "backpropagation");
    CommandLineRun text = run("weights", "list", model);
    assertThat(text.out().lines()).contains("conv1.W [5, 5, 1, 6]", "dense2.b [84]").hasSize(10);
    assertThat(run("weights", "list", model, "--json").out()).contains("\"conv1.W\" : [ 5, 5, 1");
  }

  @Test
  void a_run_begins_with_the_weights_of_another() throws IOException {
    Path first = trained(experiment(1, "backpropagation"));
    Map<String, NamedArray> weights = exported(first);
    assertThat(weights).hasSize(10).doesNotContainKey("steps");
    Path file = Files.copy(work.resolve("weights.npz"), work.resolve("first.npz"));
    Path second =
        trained(
            experiment(2, "uniform-sign-symmetry"),
            "--set",
            "initialWeights=" + file,
            "--set",
            "training.task.learningRate=1e-30");
    assertThat(exported(second)).usingRecursiveComparison().isEqualTo(weights);
    assertThat(second.resolve("experiment.yaml")).content().contains("initialWeights: ");
    assertThat(exported(experiment(2, "backpropagation")))
        .usingRecursiveComparison()
        .isNotEqualTo(weights);
    assertThat(exported(work.resolve("e2.yaml"), "--set", "initialWeights=" + file))
        .usingRecursiveComparison()
        .isEqualTo(weights);
  }

  @Test
  void a_run_is_resumed_without_the_file_that_it_began_with() throws IOException {
    Path file = work.resolve("weights.npz");
    exported(experiment(1, "backpropagation"));
    Path folder = trained(work.resolve("e1.yaml"), "--set", "initialWeights=" + file);
    Files.delete(file);
    Files.delete(folder.resolve("summary.json"));
    requireSuccess(run("resume", folder));
  }

  @Test
  void feedback_weights_are_exported_on_demand() throws IOException {
    Path folder = trained(experiment(1, "feedback-alignment"));
    assertThat(exported(folder, "--feedback")).containsKey("dense2.B").hasSizeGreaterThan(10);
    assertThat(exported(folder)).doesNotContainKey("dense2.B");
    CommandLineRun wrong =
        run("weights", "export", work.resolve("e1.yaml"), "--feedback", "--out", "x.npz");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("a run folder, and names of our own");
  }

  @Test
  void arrays_that_do_not_fit_are_named_with_the_nearest() throws IOException {
    Map<String, NamedArray> weights =
        new LinkedHashMap<>(exported(experiment(1, "backpropagation")));
    weights.put("conv_1.W", Objects.requireNonNull(weights.remove("conv1.W")));
    weights.put("dense2.b", NamedArray.row(new double[3]));
    Path file = work.resolve("theirs.npz");
    Npz.write(file, weights);
    String[] expected = {
      "1 missing: conv1.W (nearest: conv_1.W)",
      "1 surplus: conv_1.W (nearest: conv1.W)",
      "1 of another shape: dense2.b [3], expected [84]",
      "weights list"
    };
    CommandLineRun begun =
        run("run", work.resolve("e1.yaml"), "--set", "initialWeights=" + file, "--out", work);
    assertThat(begun.exitCode()).isEqualTo(2);
    assertThat(begun.err()).contains(expected);
    CommandLineRun imported =
        run(
            "weights",
            "import",
            file,
            "--experiment",
            work.resolve("e1.yaml"),
            "--out",
            work.resolve("ours.npz"));
    assertThat(imported.exitCode()).isEqualTo(2);
    assertThat(imported.err()).contains(expected);
    assertThat(work.resolve("ours.npz")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reciprocal-gated", "gru", "lstm", "time-decay"})
  void published_names_lead_there_and_back(String cell) throws IOException {
    Path model = Files.writeString(work.resolve("c.yaml"), CONVRNN.formatted(cell));
    Map<String, NamedArray> own = exported(model);
    Map<String, NamedArray> published = exported(model, "--names", "published");
    assertThat(published.keySet())
        .hasSameSizeAs(own.keySet())
        .contains("tnn_model/conv1/pre_0/weights_basenet")
        .allMatch(name -> name.startsWith("tnn_model/"));
    Path theirs = Files.copy(work.resolve("weights.npz"), work.resolve("theirs.npz"));
    Path ours = work.resolve("ours.npz");
    requireSuccess(
        run(
            "weights",
            "import",
            theirs,
            "--names",
            "published",
            "--experiment",
            model,
            "--out",
            ours));
    assertThat(Npz.read(ours)).usingRecursiveComparison().isEqualTo(own);
    assertThat(run("weights", "list", model, "--names", "published").out().lines())
        .hasSize(own.size());
  }

  @Test
  void wrong_usage_says_what_to_write() throws IOException {
    Path model = experiment(1, "backpropagation");
    requireUsage(run("weights"), "nothing to do", "list, export, import");
    requireUsage(run("weights", "exprt", model), "did you mean 'export'?");
    requireUsage(run("weights", "list"), "one run folder or experiment file");
    requireUsage(run("weights", "export", model), "no --out");
    requireUsage(run("weights", "import", "x.npz"), "no --experiment");
    requireUsage(
        run("weights", "list", model, "--names", "published"),
        "published names for the architecture 'lenet'");
    requireUsage(run("weights", "list", model, "--names", "their"), "own or published");
  }

  private static void requireUsage(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(List.of(parts));
  }
}
