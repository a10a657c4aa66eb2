// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Normalization;
import org.retrograde.app.run.Json;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.Interval;
import org.retrograde.neural.score.TemporalMode;
import org.retrograde.testkit.Tolerance;

/** Numbers of scores, and the files that hold them. */
final class ScoreFilesTest {

  @TempDir Path work;

  private static LayerScore score(String layer, double raw, Optional<Double> ceiling) {
    return new LayerScore(
        layer,
        30,
        raw,
        0.01,
        ceiling,
        Normalization.SQUARED_OVER_CEILING,
        8,
        List.of("2 with no response to a stimulus"),
        Optional.of(new Interval(0.4, 0.6)),
        List.of());
  }

  private static RegionScore region() {
    LayerScore best = score("conv,1", -0.5, Optional.of(0.5));
    LayerScore other = score("say \"x\"", Double.NaN, Optional.empty());
    TimeCourse course =
        new TimeCourse(
            "conv,1",
            TemporalMode.SHARED,
            2,
            List.of(new TimeBin(70, 80)),
            List.of(best),
            List.of(new TimeBin(60, 70)),
            List.of());
    return new RegionScore(
        "IT",
        new Shown(48, 2, 4, List.of("7 single responses are missing")),
        List.of(best, other),
        "conv,1",
        List.of(best, other),
        best,
        Optional.of(course),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void both_normalisations_keep_the_sign() {
    LayerScore score = score("x", -0.5, Optional.of(0.5));
    Tolerance.DOUBLE.requireAgree("r^2/c", score.normalized().orElseThrow(), -0.5);
    Tolerance.DOUBLE.requireAgree("(r/c)^2", score.before2026().orElseThrow(), -1);
    assertThat(score("x", 0.5, Optional.empty()).normalized()).isEmpty();
    assertThat(score("x", 0.5, Optional.empty()).before2026()).isEmpty();
    LayerScore similarity =
        new LayerScore(
            "x",
            1,
            0.5,
            0,
            Optional.of(0.5),
            Normalization.OVER_CEILING,
            1,
            List.of(),
            Optional.empty(),
            List.of());
    assertThat(similarity.before2026()).isEmpty();
    assertThat(score("x", Double.NaN, Optional.empty()).rank()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void the_table_has_a_row_for_every_number() throws IOException {
    write();
    assertThat(Files.readAllLines(work.resolve("scores.csv")))
        .containsExactly(
            "region,part,layer,start_ms,end_ms,units,raw,error,ceiling,normalized,before2026,neuroids",
            "IT,all,\"conv,1\",,,30,-0.5,0.01,0.5,-0.5,-1.0,8",
            "IT,all,\"say \"\"x\"\"\",,,30,NaN,0.01,,,,8",
            "IT,selection,\"conv,1\",,,30,-0.5,0.01,0.5,-0.5,-1.0,8",
            "IT,selection,\"say \"\"x\"\"\",,,30,NaN,0.01,,,,8",
            "IT,report,\"conv,1\",,,30,-0.5,0.01,0.5,-0.5,-1.0,8",
            "IT,course,\"conv,1\",70.0,80.0,30,-0.5,0.01,0.5,-0.5,-1.0,8");
    assertThat(work.toFile().list()).containsExactlyInAnyOrder("neural.json", "scores.csv");
  }

  @Test
  void the_json_file_has_every_number_and_null_for_none() throws IOException {
    write();
    JsonNode region =
        new ObjectMapper().readTree(work.resolve("neural.json").toFile()).at("/regions/0");
    assertThat(region.at("/layers/0/interval/1").asDouble()).isEqualTo(0.6);
    assertThat(region.get("fewestTrials").asInt()).isEqualTo(2);
    assertThat(region.get("mostTrials").asInt()).isEqualTo(4);
    assertThat(region.at("/notes/0").asText()).isEqualTo("7 single responses are missing");
    assertThat(region.at("/layers/1/raw").isNull()).isTrue();
    assertThat(region.at("/layers/1").has("ceiling")).isFalse();
    assertThat(region.at("/report/excluded/0").asText())
        .isEqualTo("2 with no response to a stimulus");
    assertThat(region.at("/course/bins/0/start").asInt()).isEqualTo(70);
    assertThat(region.at("/course/lost/0/end").asInt()).isEqualTo(70);
    assertThat(region.at("/course/latency").asInt()).isEqualTo(2);
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Path file = Files.writeString(work.resolve("file"), "");
    assertThatThrownBy(
            () -> new ScoreFiles(file.resolve("scores")).write(new Json(), Map.of(), List.of()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("scores: found no way to write");
  }

  private void write() {
    List<RegionScore> regions = List.of(region());
    new ScoreFiles(work).write(new Json(), ScoreJson.of(Map.of("metric", "pls"), regions), regions);
  }
}
