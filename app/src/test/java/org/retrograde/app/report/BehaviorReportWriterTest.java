// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The page about choices and solution times, made from a file. */
final class BehaviorReportWriterTest {

  private static final String SCORE =
      """
      {"raw": 0.4444, "error": 0.01, "ceiling": 0.6, "ceilingError": 0.02, "normalized": %s}
      """;

  @TempDir Path folder;

  private static String json(String normalized, String modelTimes) {
    String score = SCORE.formatted(normalized);
    return """
    {"model": "f.npz", "choices": {"classifier": "multinomial-logistic", "objects": ["a", "b"],
      "trainStimuli": 10, "shownStimuli": 4, "trials": 99, "excluded": ["trials without a choice (2)"],
      "layers": [{"layer": "fc<6>", "units": 12, "correct": 0.75, "i1": %s, "i2n": %s}]},
     "solutionTimes": {"classifier": "early-stopped-adam", "ceiling": 0.79, "stimuli": 3,
      "solvedByNeurons": 2, "splits": 10, "excluded": [], "layers": [{"layer": "conv", "units": 5,
        "firstStep": 30, "lastStep": 160, "raw": -0.0001, "error": 0.02, "normalized": -0.0001,
        "shareSolved": 0.5, "warnings": ["split 0: too few"], "neuralTimes": [90, 110, null],
        "modelTimes": [%s]}]}}
    """
        .formatted(score, score, modelTimes);
  }

  private String write(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("behavior.json"), json);
    Path page = folder.resolve("page.html");
    new BehaviorReportWriter().write(page, "Behaviour & more", file);
    return Files.readString(page);
  }

  @Test
  void it_is_one_file_with_tables_settings_and_a_point_for_each_image_solved_by_both()
      throws Exception {
    String page = write(json("0.5736", "95, 130, 140"));
    String markup =
        page.replaceFirst("<!DOCTYPE html>\n", "").replaceAll("(?s)<(style|script)>.*?</\\1>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(markup)));
    assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("use").getLength()).isEqualTo(2);
    assertThat(page)
        .contains(
            "Behaviour &amp; more", "fc&lt;6&gt;", "99 choices of subjects", "0.574", "75.00 %")
        .contains("Not used: trials without a choice (2)", "conv: split 0: too few", "30–160")
        .contains("<th scope=\"row\">choices.classifier</th><td>multinomial-logistic</td>")
        .doesNotContainPattern("https?://")
        .doesNotContain("choices.layers");
  }

  @Test
  void what_is_not_defined_is_a_dash_and_no_common_image_makes_no_plot() throws IOException {
    String page = write(json("null", "null, null, 140"));
    assertThat(page)
        .contains("<td class=\"number\">–</td>", "conv: no image is solved by both")
        .doesNotContain("<svg viewBox=\"0 0 520");
  }

  @Test
  void a_file_that_lacks_a_key_is_refused() {
    assertThatThrownBy(() -> write(json("1", "1, 2")))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("solutionTimes.layers[0].modelTimes")
        .hasMessageContaining("3 numbers");
    assertThatThrownBy(() -> write("{\"choices\": {}}"))
        .hasMessageContaining("choices.objects")
        .hasMessageContaining("what 'behavior' writes");
  }
}
