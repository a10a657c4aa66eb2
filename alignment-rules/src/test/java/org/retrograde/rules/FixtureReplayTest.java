// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.testkit.FixtureFolder;

/** The replay of fixtures finds faults that were planted in a case. */
final class FixtureReplayTest {

  private static final FixtureFolder FIXTURES = new FixtureFolder("rules", FixtureReplayTest.class);

  private static final String CASE = "mlp-information-alignment";

  @TempDir Path folder;

  @BeforeEach
  void copyCase() throws IOException {
    Path original =
        FIXTURES.cases(Optional.empty()).stream()
            .filter(path -> path.endsWith(CASE))
            .findFirst()
            .orElseThrow();
    for (String file : List.of("case.json", "arrays.npz")) {
      Files.copy(original.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void an_untouched_copy_passes() {
    replay();
  }

  @ParameterizedTest
  @CsvSource({
    "'', note",
    "/network, shortcut",
    "/network/layers/1, dropout",
    "/rule, self",
    "/optimizers, third",
    "/optimizers/task, dampening",
    "/expected, accuracy",
    "/tolerance, percent"
  })
  void a_key_that_the_test_does_not_know_fails(String parent, String key) throws IOException {
    edit(root -> ((ObjectNode) root.at(parent)).put(key, 0.5));
    assertThatThrownBy(this::replay).hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "/network/layers/1, type, attention",
    "/rule, name, equilibrium-propagation",
    "/optimizers/task, type, rmsprop"
  })
  void a_name_that_the_test_does_not_know_fails(String parent, String key, String value)
      throws IOException {
    edit(root -> ((ObjectNode) root.at(parent)).put(key, value));
    assertThatThrownBy(this::replay).hasMessageContaining(value);
  }

  @Test
  void weight_decay_of_the_alignment_optimizer_fails_rather_than_being_ignored()
      throws IOException {
    edit(root -> ((ObjectNode) root.at("/optimizers/alignment")).put("weightDecay", 0.01));
    assertThatThrownBy(this::replay).hasMessageContaining("weight decay of B");
  }

  @ParameterizedTest
  @CsvSource({
    "/expected, loss, loss",
    "/expected, alignmentLoss, alignment loss",
    "/expected/weightAngleDegrees, hidden1, angle at hidden1",
    "/rule, null, alignment loss",
    "/optimizers/task, momentum, final hidden1.W",
    "/optimizers/alignment, learningRate, final hidden1.B"
  })
  void a_number_that_is_off_by_a_percent_fails(String parent, String key, String what)
      throws IOException {
    edit(root -> scale((ObjectNode) root.at(parent), key));
    assertThatThrownBy(this::replay).hasMessageContaining(what);
  }

  @Test
  void a_loss_of_a_later_step_that_is_off_fails() throws IOException {
    edit(
        root ->
            ((ArrayNode) root.at("/expected/taskLossPerStep")).set(3, root.at("/expected/loss")));
    assertThatThrownBy(this::replay).hasMessageContaining("losses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expected.logits",
        "expected.taskGradient.hidden1.W",
        "expected.taskGradient.logits.b",
        "expected.feedbackGradient.hidden2.B",
        "expected.final.hidden1.W",
        "expected.final.hidden2.B",
        "expected.final.logits.b"
      })
  void an_array_that_is_off_by_a_percent_fails(String name) {
    editArrays(arrays -> arrays.computeIfPresent(name, (n, array) -> scaled(array)));
    String what = name.substring(name.lastIndexOf('.', name.length() - 3) + 1);
    assertThatThrownBy(this::replay).hasMessageContaining(what);
  }

  @Test
  void an_array_that_the_test_does_not_know_fails() {
    editArrays(arrays -> arrays.put("expected.inputGradient", arrays.get("expected.logits")));
    assertThatThrownBy(this::replay).hasMessageContaining("expected.inputGradient");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"initial.hidden2.W", "initial.logits.B", "labels", "expected.final.logits.W"})
  void an_array_that_is_missing_fails(String name) {
    editArrays(arrays -> arrays.remove(name));
    assertThatThrownBy(this::replay).hasMessageContaining(name.substring(name.indexOf('.', 9) + 1));
  }

  @Test
  void labels_that_are_not_one_hot_fail() {
    editArrays(arrays -> arrays.computeIfPresent("labels", (name, array) -> scaled(array)));
    assertThatThrownBy(this::replay).hasMessageContaining("not one-hot");
  }

  @Test
  void a_folder_of_cases_and_its_parent_are_both_accepted(@TempDir Path other) throws IOException {
    Path cases = Files.createDirectories(other.resolve("rules"));
    Path moved = Files.move(folder, cases.resolve(CASE));
    Files.createDirectories(folder);
    assertThat(FIXTURES.cases(Optional.of(cases.toString()))).containsExactly(moved);
    assertThat(FIXTURES.cases(Optional.of(other.toString()))).containsExactly(moved);
  }

  @Test
  void a_folder_with_other_kinds_of_fixture_only_is_skipped(@TempDir Path other)
      throws IOException {
    Files.createDirectories(other.resolve("cells"));
    assertThatThrownBy(() -> FIXTURES.cases(Optional.of(other.toString())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("rules");
  }

  @Test
  void a_folder_without_a_case_fails(@TempDir Path other) throws IOException {
    assertThatThrownBy(() -> FIXTURES.cases(Optional.of(other.toString())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no folder with a case.json");
    Files.createDirectories(other.resolve("rules/empty"));
    assertThatThrownBy(() -> FIXTURES.cases(Optional.of(other.toString())))
        .hasMessageContaining("no folder with a case.json");
  }

  @Test
  void a_folder_that_does_not_exist_fails() {
    assertThatThrownBy(() -> FIXTURES.cases(Optional.of("no-such-folder")))
        .hasMessageContaining("no-such-folder");
  }

  private void replay() {
    FixtureReplay.check(folder, new Nd4jKernels());
  }

  private interface Edit<T> {
    void apply(T value);
  }

  private void edit(Edit<JsonNode> edit) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode root = mapper.readTree(folder.resolve("case.json").toFile());
    edit.apply(root);
    mapper.writeValue(folder.resolve("case.json").toFile(), root);
  }

  private void editArrays(Edit<Map<String, NamedArray>> edit) {
    Path file = folder.resolve("arrays.npz");
    Map<String, NamedArray> arrays = new LinkedHashMap<>(Npz.read(file));
    edit.apply(arrays);
    Npz.write(file, arrays);
  }

  private static void scale(ObjectNode parent, String key) {
    parent.put(key, parent.get(key).doubleValue() * 1.01);
  }

  private static NamedArray scaled(NamedArray array) {
    double[] values = FixtureArrays.doubles(array).clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1.01;
    }
    return new NamedArray(array.shape(), values);
  }
}
