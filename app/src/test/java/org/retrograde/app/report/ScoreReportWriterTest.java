// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The page of scores against neurons, and what reports of runs say of them. */
final class ScoreReportWriterTest {

  @TempDir Path folder;

  private String write(Path scores) throws IOException {
    Path page = folder.resolve("page.html");
    new ScoreReportWriter().write(page, "Scores & more", scores);
    return Files.readString(page);
  }

  private static String section(String page, String id) {
    int start = page.indexOf("<section id=\"" + id + "\"");
    return page.substring(start, page.indexOf("</section>", start));
  }

  private static List<String> occurrences(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void the_page_is_well_formed_and_needs_nothing_else() throws Exception {
    String page = write(SampleScores.write(folder));
    String markup =
        page.replaceFirst("<!DOCTYPE html>", "").replaceAll("(?s)<(style|script)>.*?</\\1>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(markup)));
    assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(4);
    assertThat(page).doesNotContainPattern("https?://").contains("Scores &amp; more");
  }

  @Test
  void it_says_how_was_scored() throws IOException {
    String page = write(SampleScores.write(folder));
    assertThat(page)
        .contains(
            "3 layers of features.npz against 2 regions of recording.nc.",
            "10 times the stimuli were divided, 90 % for training",
            "stratified by object_name",
            "The mapping ridge (alpha = 1.0) was fitted",
            "over 70–170 ms",
            "The normalised score is r²/c.");
    assertThat(section(page, "settings"))
        .contains("<th scope=\"row\">splitSeed</th><td>1</td>", "somewhere/features.npz");
  }

  @Test
  void it_says_what_was_kept_together_or_parted() throws IOException {
    String text = SampleScores.text("ridge", SampleScores.region("IT", 0.6, true));
    String shuffled = text.replace("object_name", "none");
    assertThat(write(SampleScores.write(folder, shuffled))).contains("seed 1, not stratified)");
    String folds = text.replace("\"splits\"", "\"split\": \"k-fold\", \"splits\"");
    assertThat(write(SampleScores.write(folder, folds)))
        .contains(
            "divided into 10 parts, each scored on once (scikit-learn", "seed 1, stratified by");
    String grouped = folds.replace("\"readout\"", "\"group\": \"scene\", \"readout\"");
    assertThat(write(SampleScores.write(folder, grouped)))
        .contains("GroupKFold, no scene on both sides)");
  }

  @Test
  void the_highest_layer_is_bold_and_the_chosen_one_framed() throws IOException {
    String map = section(write(SampleScores.write(folder)), "overview");
    assertThat(occurrences("<strong[^>]*>([^<]*)</strong>", map))
        .as("conv3: 0.65² / 0.8 and 0.55² / 0.8")
        .containsExactly("0.528", "0.378");
    assertThat(occurrences("class=\"number( t[0-9]+)? chosen\">0", map)).hasSize(2);
    assertThat(occurrences("class=\"number( t0)\"", map)).as("the darkest").hasSize(1);
    assertThat(map).contains("<td class=\"number\">-0.013 <small>-0.100</small>");
  }

  @Test
  void a_region_has_layers_the_report_on_the_other_half_and_a_course() throws IOException {
    String it = section(write(SampleScores.write(folder)), "region-1");
    assertThat(it)
        .contains(
            "conv2 was best on one half of the stimuli. On the other half, which had no part in the"
                + " choice, it scores 0.600 ± 0.010; normalised 0.450 at a ceiling of 0.800.",
            "Normalised, r²/c",
            "(r/c)², as before 2026",
            "0.500 to 0.700",
            "Neuroids not scored: 2 with no response to a stimulus</li>",
            "3 constant units (conv1)",
            "Noise-corrected consistency on the other half: 0.812 ± 0.020, a correlation (r_xy;",
            "one mapping was fitted for all bins together",
            "lag behind the network by 1 step,",
            "1 bin (50–60 ms) left out",
            "1 bin (60–70 ms) not normalised");
    assertThat(it).doesNotContain("overlap");
    assertThat(occurrences("data-toggle=\"region-1-([0-9])\"", it)).containsExactly("0", "1", "2");
    // The ceiling and the normalised score have a gap in the first of three bins.
    assertThat(
            occurrences(
                "data-name=\"(?:ceiling c|normalised[^\"]*)\"><path class=\"line\""
                    + " d=\"(M[^M\"L]*)L",
                it))
        .hasSize(2);
  }

  @Test
  void what_has_no_ceiling_is_shown_raw() throws IOException {
    String page =
        write(
            SampleScores.write(
                folder, SampleScores.text("cka", SampleScores.region("", 0.4, false))));
    assertThat(page)
        .contains(
            "No ceiling is known",
            "against one region",
            "All neuroids",
            "Raw score, no ceiling being known",
            "it is not normalised, for want of a ceiling.")
        .doesNotContain("as before 2026</", "Normalised score over time");
  }

  @Test
  void bins_that_overlap_are_told() throws IOException {
    String text = SampleScores.text("pls", SampleScores.region("IT", 0.5, true));
    assertThat(write(SampleScores.write(folder, text.replace("\"end\": 80.0", "\"end\": 90.0"))))
        .contains("Bins overlap in the recording");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "regions":             | "region":          | regions                    | no such key
          "stimuli": 48          | "stimuli": "many"  | regions[0].stimuli         | a whole number
          "best": "conv2"        | "best": 2          | regions[0].best            | a text
          "raw": 0.6500          | "raw": "x"         | regions[0].layers[2].raw   | a number
          "interval": [0.500, 0.700] | "interval": [1] | regions[0].layers[1].interval | 2 numbers
          "lost": [              | "lost": 1, "l": [  | regions[0].course.lost     | a list
          "selection": [         | "selection": [1, 2], "s": [ | regions[0].selection[0] | an object
          """)
  void a_malformed_file_is_named_with_the_key(
      String found, String planted, String key, String expected) {
    String text = SampleScores.text("pls", SampleScores.region("IT", 0.6, true));
    assertThat(text).contains(found);
    Path file = SampleScores.write(folder, text.replace(found, planted));
    assertThatThrownBy(() -> new PredictivityReader(new RunFiles()).read(file))
        .isInstanceOf(RetrogradeException.class)
        .satisfies(
            error ->
                assertThat(error.getMessage())
                    .contains(file.toString(), "key '" + key + "'", expected));
  }

  @Test
  void a_score_that_is_not_defined_is_null_in_the_file() {
    String text = SampleScores.text("pls", SampleScores.region("IT", 0.6, true));
    Path file = SampleScores.write(folder, text.replace("\"raw\": 0.6500", "\"raw\": null"));
    assertThat(
            new PredictivityReader(new RunFiles())
                .read(file)
                .regions()
                .get(0)
                .layers()
                .get(2)
                .raw())
        .isNaN();
  }

  @Test
  void a_report_of_runs_compares_those_that_were_scored() throws IOException {
    Path first = SampleRuns.write(folder.resolve("first"), 4, 1);
    Path second = SampleRuns.write(folder.resolve("second"), 2, 1);
    Path other = SampleRuns.write(folder.resolve("other"), 1, 1);
    SampleScores.write(first);
    SampleScores.write(second, SampleScores.text("ridge", SampleScores.region("IT", 0.7, true)));
    String neurons = section(report(List.of(first, other, second)), "neurons");
    assertThat(occurrences("<tr><th scope=\"row\" data-v=\"([^\"]*)\"", neurons))
        .containsExactly("information-alignment", "information-alignment", "kolen-pollack");
    assertThat(occurrences("<strong[^>]*>([^<]*)</strong>", neurons))
        .as("the best of IT")
        .containsExactly("0.700", "0.613");
    assertThat(occurrences("class=\"caption\">([^<]*)<", neurons))
        .containsExactly("IT over time", "V4 over time");
    assertThat(occurrences("<g class=\"series[^\"]*\" data-run=\"([^\"]*)\"", neurons))
        .containsExactly("r0", "r2", "r0");
    assertThat(neurons).contains("raw by ridge, normalised as r²/c").doesNotContain("comparable");
  }

  @Test
  void checkpoints_that_were_scored_make_a_course_over_steps() throws IOException {
    String region = SampleScores.region("IT", 0.6, true);
    String training =
        "\"training\": [{\"step\": 2, \"regions\": [%s]}, {\"step\": 4, \"regions\": [%s]}], "
            .formatted(SampleScores.region("IT", 0.2, true), SampleScores.region("IT", 0.4, true));
    String text = SampleScores.text("ridge", region).replace("\"metric\"", training + "\"metric\"");
    Path run = SampleRuns.write(folder.resolve("run"), 4, 1);
    String page = write(SampleScores.write(run, text));
    assertThat(section(page, "training"))
        .contains("Predictivity during training", "Last values: IT 0.200");
    assertThat(section(page, "settings")).doesNotContain("training");
    assertThat(section(report(List.of(run)), "neurons"))
        .contains("IT during training", "Last values: information-alignment 0.200");
  }

  @Test
  void runs_that_were_scored_differently_have_no_best() throws IOException {
    Path first = SampleRuns.write(folder.resolve("first"), 4, 1);
    Path second = SampleRuns.write(folder.resolve("second"), 2, 1);
    SampleScores.write(first);
    SampleScores.write(second, SampleScores.text("cka", SampleScores.region("IT", 0.7, false)));
    String neurons = section(report(List.of(first, second)), "neurons");
    assertThat(neurons)
        .contains("Not comparable, since these settings of the scores differ: metric.")
        .doesNotContain("<strong");
    assertThat(report(List.of(SampleRuns.write(folder.resolve("none"), 1, 1))))
        .doesNotContain("Predictivity");
  }

  private String report(List<Path> runs) throws IOException {
    Path page = folder.resolve("report.html");
    new ReportWriter().write(page, "Runs", runs);
    return Files.readString(page);
  }
}
