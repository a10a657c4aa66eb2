// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportWriterTest {

  @TempDir Path folder;
  private Path report;

  @BeforeEach
  void chooseTarget() {
    report = folder.resolve("report.html");
  }

  @Test
  void the_page_is_well_formed() throws Exception {
    String page = write("Eight rules", SampleRuns.eightRules(folder));
    String markup =
        page.replaceFirst("<!DOCTYPE html>", "").replaceAll("(?s)<(style|script)>.*?</\\1>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(markup)));
    assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(5);
    // Loss, accuracy, angle and ratio; for each of 8 runs an angle and a ratio by layer.
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(4 + 8 * 2);
  }

  @Test
  void the_results_of_every_run_are_in_the_table() throws IOException {
    String table = section(write("Eight rules", SampleRuns.eightRules(folder)), "results");
    assertThat(table).contains(SampleRuns.RULES);
    assertThat(table)
        .contains("88.71 %", "73.12 %", "98.87 %", "0.291", "72.2°", "0.806", "0.0840");
    assertThat(table).contains("272,474", "900", "finished");
  }

  @Test
  void the_best_value_of_a_column_is_emphasised_and_no_other() throws IOException {
    String table = section(write("Eight rules", SampleRuns.eightRules(folder)), "results");
    assertThat(occurrences("<strong[^>]*>([^<]*)</strong>", table))
        .containsExactly("88.71 %", "98.87 %", "0.291", "0.0840");
  }

  @Test
  void measurements_on_the_fixed_batch_have_curves_and_a_row_for_each_layer() throws IOException {
    Path run = SampleRuns.addDiagnostics(SampleRuns.write(folder.resolve("run"), 4, 1), 4);
    Path old = SampleRuns.write(folder.resolve("old"), 2, 1);
    String section = section(write("Two", List.of(run, old)), "diagnostics");
    // Three angles of all layers together, and by layer of the run that measured them.
    assertThat(occurrences("(<figure)", section)).hasSize(6);
    assertThat(section)
        .contains("True gradient angle by layer", "largest singular value of B", "all layers")
        .contains("<th scope=\"col\">sparse</th>");
    assertThat(occurrences("<th scope=\"row\">([^<]*)</th>", section)).hasSize(10);
    assertThat(section).as("the first layer hands no error on").contains(">–</td>");
  }

  @Test
  void a_report_of_runs_without_such_measurements_has_no_section_for_them() throws IOException {
    assertThat(write("Old", List.of(SampleRuns.write(folder.resolve("old"), 2, 1))))
        .doesNotContain("fixed batch");
  }

  @Test
  void runs_unrolled_in_time_share_charts_of_accuracy_and_loss_over_milliseconds()
      throws IOException {
    Path first = SampleRuns.addTimeSteps(SampleRuns.write(folder.resolve("first"), 4, 1), 4);
    Path second = SampleRuns.addTimeSteps(SampleRuns.write(folder.resolve("second"), 2, 1), 2);
    Path old = SampleRuns.write(folder.resolve("old"), 1, 1);
    String section = section(write("Three", List.of(first, old, second)), "time");
    assertThat(occurrences("class=\"caption\">([^<]*)<", section))
        .containsExactly("Test accuracy over time", "Test loss over time");
    assertThat(occurrences("data-toggle=\"([^\"]*)\"", section))
        .as("the run without time has no line")
        .containsExactly("r0", "r2");
    assertThat(occurrences("<g class=\"series[^\"]*\" data-run=\"([^\"]*)\"", section))
        .containsExactly("r0", "r2", "r0", "r2");
    assertThat(section).contains("data-xname=\"ms\"");
    // The axis goes from 0 to 160 ms, over 450 units from 58; lines begin at 30 ms.
    assertThat(occurrences("<path class=\"line\" d=\"M([0-9.]+) [0-9.]+L[^\"]*L508 ", section))
        .containsExactly("142.38", "142.38", "142.38", "142.38");
  }

  @Test
  void a_report_of_runs_without_time_has_no_section_for_it() throws IOException {
    assertThat(write("Old", List.of(SampleRuns.write(folder.resolve("old"), 2, 1))))
        .doesNotContain("over time");
  }

  @Test
  void a_single_run_has_no_best_value() throws IOException {
    Path run = SampleRuns.write(folder.resolve("run"), 2, 1);
    assertThat(write("One", List.of(run))).doesNotContain("<strong");
  }

  @Test
  void what_was_not_measured_is_a_dash_and_never_zero() throws IOException {
    Path run = SampleRuns.write(folder.resolve("run"), 2, 1);
    SampleRuns.put(
        run,
        "summary.json",
        "{\"rule\": \"r\", \"seed\": 1, \"status\": \"failed\", \"top1\": null, \"loss\": \"NaN\","
            + " \"top5\": NaN}");
    String table = section(write("One", List.of(run)), "results");
    // Two accuracies, loss, angle, ratio, seconds, parameters, steps.
    assertThat(occurrences("<td class=\"number\" data-v=\"\">([^<]*)</td>", table))
        .containsExactly("–", "–", "–", "–", "–", "–", "–", "–");
    assertThat(table).doesNotContain("0.0", "0 %");
  }

  @Test
  void text_from_outside_stays_text() throws IOException {
    String attack = "</script><img src=x onerror=alert(1)>\\u0000&\\u0022'";
    Path run = SampleRuns.write(folder.resolve("run"), 2, 1);
    SampleRuns.put(
        run, "summary.json", "{\"rule\": \"" + attack + "\", \"status\": \"" + attack + "\"}");
    SampleRuns.put(run, "provenance.json", "{\"" + attack + "\": \"" + attack + "\"}");
    SampleRuns.put(run, "experiment.yaml", "\"<b>key</b>\": \"<i>value</i>\"\n");
    String page = write("<script>alert(1)</script>", List.of(run));
    assertThat(page).doesNotContain("<img", "<script>alert", "<b>", "<i>", "\u0000");
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;key&lt;/b&gt;");
    assertThat(page)
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\uFFFD&amp;&quot;&#39;");
  }

  @Test
  void nothing_outside_the_file_is_needed() throws IOException {
    String page = write("Eight rules", SampleRuns.eightRules(folder));
    assertThat(page).doesNotContainPattern("https?://");
    assertThat(page).doesNotContainPattern("(?i)src=|url\\(|@import|<link|fetch\\(|XMLHttpRequest");
    assertThat(occurrences("href=\"([^\"]*)\"", page)).allMatch(link -> link.startsWith("#"));
    assertThat(page).contains("default-src &#39;none&#39;");
  }

  @Test
  void a_killed_run_is_shown_with_its_last_values_and_is_never_the_best() throws IOException {
    Path killed = SampleRuns.write(folder.resolve("killed"), 0, 1);
    Files.delete(killed.resolve("summary.json"));
    Path whole = SampleRuns.write(folder.resolve("whole"), 1, 1);
    Path other = SampleRuns.write(folder.resolve("other"), 2, 1);
    String table = section(write("Killed", List.of(killed, whole, other)), "results");
    assertThat(table).contains("incomplete", "backpropagation", "<span class=\"status warn\">");
    assertThat(table).contains("killed: has no summary");
    assertThat(table)
        .contains(">88.71 %<")
        .contains("<strong title=\"best of these runs\">88.46 %");
  }

  @Test
  void a_run_that_was_stopped_early_is_marked_and_is_never_the_best() throws IOException {
    List<Path> runs = SampleRuns.eightRules(folder);
    Path summary = runs.get(0).resolve("summary.json");
    Files.writeString(summary, Files.readString(summary).replace("finished", "stopped"));
    String page = write("Stopped", runs);
    assertThat(page).contains("<span class=\"status warn\">stopped</span>", "8 runs, 7 finished.");
    assertThat(occurrences("<strong[^>]*>([^<]*)</strong>", page))
        .containsExactly("0.0880", "88.46 %", "98.85 %", "0.294");
  }

  @Test
  void a_run_killed_before_its_first_step_is_shown() throws IOException {
    Path killed = SampleRuns.write(folder.resolve("killed"), 0, 1);
    Files.delete(killed.resolve("summary.json"));
    Files.delete(killed.resolve("metrics.jsonl"));
    String page = write("Killed", List.of(killed));
    assertThat(page)
        .contains(
            "No training step was recorded.", "No test was recorded.", "No angle was recorded.");
  }

  @Test
  void what_differs_between_runs_comes_before_what_they_share() throws IOException {
    String part = section(write("Eight rules", SampleRuns.eightRules(folder)), "configuration");
    int shared = part.indexOf("<details>");
    assertThat(part.substring(0, shared))
        .contains("rule.id", "training.alignment.learningRate", "0.0005");
    assertThat(part.substring(0, shared)).doesNotContain("training.batchSize");
    assertThat(part.substring(shared))
        .contains("training.batchSize", "experiment.yaml of kolen-pollack");
  }

  @Test
  void repetitions_are_summarised_by_mean_and_standard_deviation() throws IOException {
    List<Path> runs =
        List.of(
            SampleRuns.write(folder.resolve("a"), 2, 1),
            SampleRuns.write(folder.resolve("b"), 2, 2),
            SampleRuns.write(folder.resolve("c"), 2, 3));
    // 88.46, 88.66 and 88.86: mean 88.66, deviations -0.2, 0 and 0.2, so sqrt(0.08 / 2) = 0.2.
    assertThat(section(write("Seeds", runs), "results")).contains("88.66 % ± 0.20 %");
  }

  @Test
  void the_same_runs_give_the_same_bytes() throws IOException {
    List<Path> runs = SampleRuns.eightRules(folder);
    assertThat(write("Twice", runs)).isEqualTo(write("Twice", runs));
  }

  @Test
  void an_older_report_is_replaced_and_nothing_is_left_beside_it() throws IOException {
    Path run = SampleRuns.write(folder.resolve("run"), 2, 1);
    Path target = folder.resolve("new/folder/report.html");
    new ReportWriter().write(target, "First", List.of(run));
    new ReportWriter().write(target, "Second", List.of(run));
    assertThat(Files.readString(target)).contains("Second").doesNotContain("First");
    assertThat(target.getParent()).isDirectoryContaining(p -> p.equals(target));
    assertThat(target.getParent().toFile().list()).hasSize(1);
  }

  @Test
  void a_report_about_nothing_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportWriter().write(report, "None", List.of()));
  }

  private String write(String title, List<Path> runs) throws IOException {
    new ReportWriter().write(report, title, runs);
    return Files.readString(report);
  }

  private static String section(String page, String id) {
    int start = page.indexOf("<section id=\"" + id + "\"");
    return page.substring(start, page.indexOf("</section>", start));
  }

  private static List<String> occurrences(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }
}
