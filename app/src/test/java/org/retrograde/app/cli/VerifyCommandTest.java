// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims so small that all their runs take a moment, with the real engine. */
class VerifyCommandTest {

  private static final String TINY =
      """
      id: tiny
      title: A tiny claim
      source: nobody 2025
      search: {epochs: 2, validation: 0.25, lastEpochs: 1}
      rates: [0.1, 0.01]
      experiment:
        dataset: {id: fashion-mnist, trainingLimit: 64, testLimit: 20}
        architecture:
          id: sequential
          layers:
            - {type: flatten}
            - {type: dense, name: hidden, units: 8}
            - {type: dense, name: logits, units: 10}
        training:
          {epochs: 3, batchSize: 16, evaluationBatchSize: 20, logEvery: 1, alignmentEvery: 99, checkpointEvery: 4}
      entries:
        - {rule: {id: backpropagation}, published: 90, band: 10}
        - {rule: {id: feedback-alignment}, published: 95, band: 5}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path work;
  private Path file;
  private Path out;

  @BeforeEach
  void writeClaim() throws IOException {
    file = write(TINY);
    out = work.resolve("runs");
  }

  @Test
  void every_entry_gets_a_rate_and_a_verdict() throws IOException {
    CommandLineRun run = verify();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "[0 of 14 epochs done] backpropagation, rate 0.1, 2 epochs to choose the rate",
            "[11 of 14 epochs done, about ",
            "rule                rate  published",
            "A tiny claim; test error in %, best epoch");
    assertThat(run.out().lines().filter(line -> line.endsWith("  pass"))).hasSize(2);
    assertThat(folder().resolve("verification.md"))
        .content()
        .contains("| rule | rate |", "| feedback-alignment | ", "- backpropagation: 0.1 ");
    assertThat(folder().resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void json_holds_every_number_and_is_what_the_file_says() throws IOException {
    CommandLineRun run = verify("--json");

    JsonNode printed = JSON.readTree(run.out());
    assertThat(JSON.readTree(folder().resolve("verification.json").toFile())).isEqualTo(printed);
    assertThat(printed.at("/claim").asText()).isEqualTo("tiny");
    assertThat(printed.at("/failed").asBoolean(true)).isFalse();
    assertThat(printed.at("/entries")).hasSize(2);
    JsonNode entry = printed.at("/entries/1");
    assertThat(entry.at("/rule").asText()).isEqualTo("feedback-alignment");
    assertThat(entry.at("/published").asDouble()).isEqualTo(95);
    assertThat(entry.at("/verdict").asText()).isEqualTo("pass");
    assertThat(entry.at("/search")).hasSize(2);
    assertThat(entry.at("/best").asDouble()).isLessThanOrEqualTo(entry.at("/last").asDouble());
    assertBestOfTheRun(entry);
  }

  @Test
  void the_rate_with_the_smallest_error_on_the_images_held_out_is_taken() throws IOException {
    JsonNode entry = JSON.readTree(verify("--json").out()).at("/entries/0");

    double first = entry.at("/search/0/error").asDouble();
    double second = entry.at("/search/1/error").asDouble();
    assertThat(entry.at("/rate").asDouble()).isEqualTo(second < first ? 0.01 : 0.1);
    Path trial = folder().resolve("backpropagation-rate0.01-epochs2-search");
    assertThat(100 * (1 - lastTop1(trial))).isEqualTo(second);
    assertThat(trial.resolve("provenance.json"))
        .content()
        .contains("\"trainingImages\" : 48", "\"testImages\" : 16");
  }

  @Test
  void an_error_above_the_band_fails_and_a_better_one_passes() throws IOException {
    write(TINY.replace("published: 90, band: 10", "published: 0, band: 0.5"));

    CommandLineRun run = verify("--rates", "0.1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.endsWith("  fail"))).hasSize(1);
    assertThat(run.out().lines().filter(line -> line.endsWith("  pass"))).hasSize(1);
  }

  @Test
  void what_is_finished_is_not_repeated_and_what_was_killed_goes_on() throws IOException {
    verify();
    byte[] before = Files.readAllBytes(folder().resolve("verification.json"));
    List<FileTime> times = metricsTimes();
    Path killed = comparison("feedback-alignment");
    for (String name : List.of("summary.json", "checkpoints/12.json", "checkpoints/12.npz")) {
      Files.delete(killed.resolve(name));
    }
    Files.delete(folder().resolve("verification.json"));

    CommandLineRun again = verify();

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("resumed after step 8");
    assertThat(again.out().lines().filter(line -> line.startsWith("epoch "))).hasSize(1);
    assertThat(Files.readAllBytes(folder().resolve("verification.json"))).isEqualTo(before);
    List<FileTime> unchanged = new ArrayList<>(times);
    unchanged.retainAll(metricsTimes());
    assertThat(unchanged).hasSizeGreaterThanOrEqualTo(times.size() - 1);
  }

  @Test
  void rules_and_rates_choose_a_part() throws IOException {
    CommandLineRun run =
        verify("--rules", "feedback-alignment", "--rates", "feedback-alignment=0.05", "--json");

    JsonNode entries = JSON.readTree(run.out()).at("/entries");
    assertThat(entries).hasSize(1);
    assertThat(entries.at("/0/rate").asDouble()).isEqualTo(0.05);
    assertThat(entries.at("/0/search")).isEmpty();
    assertThat(run.err()).contains("[0 of 3 epochs done] feedback-alignment, rate 0.05, 3 epochs");
  }

  @Test
  void entries_differ_in_length_if_they_say_so() throws IOException {
    write(TINY.replace("published: 95,", "experiment: {training: {epochs: 1}}, published: 95,"));

    CommandLineRun run = verify("--epochs", "2", "--rates", "0.1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("not run: 2 of 3 epochs", "[2 of 3 epochs done")
        .contains("feedback-alignment, rate 0.1, 1 epoch");
    assertThat(run.out().lines().filter(line -> line.endsWith("  pass"))).hasSize(1);
  }

  @Test
  void fewer_epochs_give_numbers_but_no_verdict() {
    CommandLineRun run = verify("--epochs", "1", "--rates", "0.1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.endsWith("not run: 1 of 3 epochs")))
        .hasSize(2);
  }

  @Test
  void a_rate_that_diverges_is_shown_and_not_tried_again() throws IOException {
    write(TINY.replace("[0.1, 0.01]", "[1000000, 0.1]").replace("epochs: 2", "epochs: 6"));

    CommandLineRun run = verify("--rules", "backpropagation");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder().resolve("verification.md"))
        .content()
        .contains("- backpropagation: 1000000.0 diverged, 0.1 ");
    assertThat(verify("--rules", "backpropagation").out()).doesNotContain("rate 1000000");
  }

  @Test
  void a_run_that_diverges_fails() {
    CommandLineRun run = verify("--rules", "backpropagation", "--rates", "1000000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("fail: diverged");
  }

  @Test
  void another_experiment_in_the_same_folder_is_refused() throws IOException {
    verify("--rules", "backpropagation", "--rates", "0.1");
    write(TINY.replace("units: 8", "units: 9"));

    CommandLineRun run = verify("--rules", "backpropagation", "--rates", "0.1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("another experiment", "--out").hasLineCount(1);
  }

  @Test
  void missing_data_and_missing_parts_of_the_program_are_reasons_not_to_run() throws IOException {
    write(
        TINY.replace("{id: fashion-mnist, trainingLimit: 64, testLimit: 20}", "{id: mnist}")
            .replace("source:", "needs: loss x\nsource:"));

    CommandLineRun run = verify("--data-dir", work.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("not run: needs loss x; dataset mnist: found none of its files", "--data-dir");
    assertThat(folder().resolve("verification.md")).content().contains("not run: needs loss x");
  }

  @Test
  void an_unknown_rule_or_entry_or_claim_is_wrong_usage() throws IOException {
    assertUsage(verify("--rules", "kolen-pollack"), "no entry called 'kolen-pollack'");
    assertUsage(verify("--rates", "fast"), "--rates: found 'fast'");
    assertUsage(verify("--epochs", "4"), "at most the claim's 3");
    assertUsage(CommandLineRun.of("verify", "biotorch-fasion"), "did you mean 'biotorch-fashion'?");
    assertUsage(CommandLineRun.of("verify"), "no claim");
    write(TINY.replace("id: backpropagation", "id: backpropagatoin"));
    assertUsage(verify(), "retrograde: claim.yaml:17: rule.id");
    assertThat(out).doesNotExist();
  }

  @Test
  void the_list_names_every_claim() throws IOException {
    assertThat(CommandLineRun.of("verify", "--list").out())
        .contains("biotorch-fashion: ", "feedback-alignment 13.06 +1.5", "akrout-mlp: ")
        .doesNotContain("not run");
    JsonNode list = JSON.readTree(CommandLineRun.of("verify", "--list", "--json").out());
    assertThat(list.at("/0/entries")).hasSize(6);
    assertThat(list.at("/0/entries/0/rates/3").asDouble()).isEqualTo(0.003);
    assertThat(list.at("/1/entries/2/rule").asText()).isEqualTo("akrout-weight-mirror");
    assertThat(list.at("/1").has("needs")).isFalse();
  }

  @Test
  void the_claim_without_its_data_says_where_they_belong() {
    CommandLineRun run =
        CommandLineRun.of(
            "verify", "akrout-mlp", "--data-dir", work.toString(), "--out", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("not run: dataset mnist: found none of its files", "docs/data.md");
    assertThat(run.out().lines().filter(line -> line.contains("not run: dataset mnist")))
        .hasSize(4);
  }

  private void assertBestOfTheRun(JsonNode entry) throws IOException {
    double best = 1;
    for (String line :
        Files.readAllLines(comparison("feedback-alignment").resolve("metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (node.at("/type").asText().equals("evaluation")) {
        best = Math.min(best, 1 - node.at("/top1").asDouble());
      }
    }
    assertThat(Math.round(100 * best)).isEqualTo(Math.round(entry.at("/best").asDouble()));
  }

  private static double lastTop1(Path run) throws IOException {
    return JSON.readTree(run.resolve("summary.json").toFile()).at("/top1").asDouble();
  }

  private static void assertUsage(CommandLineRun run, String message) {
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  private CommandLineRun verify(String... more) {
    List<String> words =
        new ArrayList<>(List.of("verify", file.toString(), "--out", out.toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private Path folder() {
    return out.resolve("tiny");
  }

  private Path comparison(String rule) throws IOException {
    try (Stream<Path> runs = Files.list(folder())) {
      return runs.filter(run -> run.getFileName().toString().startsWith(rule))
          .filter(run -> run.getFileName().toString().endsWith("-epochs3"))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<FileTime> metricsTimes() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      List<FileTime> times = new ArrayList<>();
      for (Path metrics : files.filter(path -> path.endsWith("metrics.jsonl")).sorted().toList()) {
        times.add(Files.getLastModifiedTime(metrics));
      }
      return times;
    }
  }

  private Path write(String claim) throws IOException {
    return Files.writeString(work.resolve("claim.yaml"), claim);
  }
}
