// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.retrograde.app.report.Predictivity.Bin;
import org.retrograde.app.report.Predictivity.Consistency;
import org.retrograde.app.report.Predictivity.Course;
import org.retrograde.app.report.Predictivity.Moment;
import org.retrograde.app.report.Predictivity.Region;
import org.retrograde.app.report.Predictivity.Score;
import org.retrograde.app.report.Predictivity.Span;

/** Reads {@code neural.json}; an error names the file and the key. */
final class PredictivityReader {

  private static final String REGIONS = "regions";
  private static final String TRAINING = "training";

  private final RunFiles files;

  PredictivityReader(RunFiles files) {
    this.files = files;
  }

  Predictivity read(Path file) {
    ObjectNode json = (ObjectNode) files.json(file);
    JsonPart whole = new JsonPart(file, "score", "", json);
    List<Region> regions = whole.parts(REGIONS, PredictivityReader::region);
    List<Moment> training =
        whole.has(TRAINING) ? whole.parts(TRAINING, PredictivityReader::moment) : List.of();
    return new Predictivity(
        Values.flatten(json.without(List.of(REGIONS, TRAINING))), regions, training);
  }

  private static Moment moment(JsonPart moment) {
    return new Moment(moment.number("step"), moment.parts(REGIONS, PredictivityReader::region));
  }

  private static Region region(JsonPart region) {
    List<Score> layers = region.parts("layers", PredictivityReader::score);
    return new Region(
        region.text("region"),
        region.whole("stimuli"),
        region.has("notes") ? region.texts("notes") : List.of(),
        region.text("best"),
        layers,
        region.parts("selection", PredictivityReader::score),
        score(region.part("report")),
        region.optional("course").map(PredictivityReader::course),
        region.optional("consistency").map(PredictivityReader::consistency));
  }

  private static Consistency consistency(JsonPart consistency) {
    return new Consistency(
        consistency.number("value"), consistency.number("error"), consistency.text("formula"));
  }

  private static Score score(JsonPart score) {
    Optional<List<Double>> interval =
        score.has("interval") ? Optional.of(score.numbers("interval", 2)) : Optional.empty();
    return new Score(
        score.text("layer"),
        score.number("units"),
        score.number("raw"),
        score.number("error"),
        score.numberOrNan("ceiling"),
        score.numberOrNan("normalized"),
        score.numberOrNan("before2026"),
        score.number("neuroids"),
        interval.map(ends -> ends.get(0)).orElse(Double.NaN),
        interval.map(ends -> ends.get(1)).orElse(Double.NaN),
        score.texts("excluded"),
        score.texts("warnings"));
  }

  private static Course course(JsonPart course) {
    return new Course(
        course.text("layer"),
        course.text("mode"),
        course.whole("latency"),
        course.parts("bins", bin -> new Bin(span(bin), score(bin))),
        course.parts("lost", PredictivityReader::span),
        course.parts("dropped", PredictivityReader::span));
  }

  private static Span span(JsonPart bin) {
    return new Span(bin.number("start"), bin.number("end"));
  }
}
