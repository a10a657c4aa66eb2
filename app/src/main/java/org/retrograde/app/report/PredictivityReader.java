// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.retrograde.app.report.Predictivity.Bin;
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
    Part whole = new Part(file, "", json);
    List<Region> regions = whole.parts(REGIONS, PredictivityReader::region);
    List<Moment> training =
        whole.has(TRAINING) ? whole.parts(TRAINING, PredictivityReader::moment) : List.of();
    return new Predictivity(
        Values.flatten(json.without(List.of(REGIONS, TRAINING))), regions, training);
  }

  private static Moment moment(Part moment) {
    return new Moment(moment.number("step"), moment.parts(REGIONS, PredictivityReader::region));
  }

  private static Region region(Part region) {
    List<Score> layers = region.parts("layers", PredictivityReader::score);
    return new Region(
        region.text("region"),
        region.whole("stimuli"),
        region.text("best"),
        layers,
        region.parts("selection", PredictivityReader::score),
        score(region.part("report")),
        region.optional("course").map(PredictivityReader::course));
  }

  private static Score score(Part score) {
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

  private static Course course(Part course) {
    return new Course(
        course.text("layer"),
        course.text("mode"),
        course.whole("latency"),
        course.parts("bins", bin -> new Bin(span(bin), score(bin))),
        course.parts("lost", PredictivityReader::span),
        course.parts("dropped", PredictivityReader::span));
  }

  private static Span span(Part bin) {
    return new Span(bin.number("start"), bin.number("end"));
  }

  /** An object in the file, which knows the way to itself. */
  private record Part(Path file, String path, JsonNode node) {

    boolean has(String key) {
      return node.has(key);
    }

    String text(String key) {
      JsonNode value = required(key);
      if (!value.isTextual()) {
        throw wrong(key, value, "a text");
      }
      return value.textValue();
    }

    int whole(String key) {
      JsonNode value = required(key);
      if (!value.isInt()) {
        throw wrong(key, value, "a whole number");
      }
      return value.intValue();
    }

    /** Null stands for a number that is not defined. */
    double number(String key) {
      return number(key, required(key));
    }

    double numberOrNan(String key) {
      return has(key) ? number(key) : Double.NaN;
    }

    List<Double> numbers(String key, int count) {
      List<Double> numbers = new ArrayList<>();
      list(key).forEach(value -> numbers.add(number(key, value)));
      if (numbers.size() != count) {
        throw wrong(key, node.path(key), count + " numbers");
      }
      return numbers;
    }

    List<String> texts(String key) {
      List<String> texts = new ArrayList<>();
      list(key).forEach(value -> texts.add(value.asText()));
      return texts;
    }

    Part part(String key) {
      return new Part(file, at(key), required(key)).checked();
    }

    Optional<Part> optional(String key) {
      return has(key) ? Optional.of(part(key)) : Optional.empty();
    }

    <T> List<T> parts(String key, Function<Part, T> read) {
      List<T> parts = new ArrayList<>();
      for (JsonNode value : list(key)) {
        parts.add(read.apply(new Part(file, at(key) + "[" + parts.size() + "]", value).checked()));
      }
      return parts;
    }

    private double number(String key, JsonNode value) {
      if (value.isNull()) {
        return Double.NaN;
      }
      if (!value.isNumber()) {
        throw wrong(key, value, "a number");
      }
      return value.doubleValue();
    }

    private JsonNode list(String key) {
      JsonNode value = required(key);
      if (!value.isArray()) {
        throw wrong(key, value, "a list");
      }
      return value;
    }

    private JsonNode required(String key) {
      if (!has(key)) {
        throw RunFiles.malformed(file, at(key), "no such key", "what 'score' writes");
      }
      return node.get(key);
    }

    private Part checked() {
      if (!node.isObject()) {
        throw RunFiles.malformed(file, path, "'" + node + "'", "an object");
      }
      return this;
    }

    private RuntimeException wrong(String key, JsonNode value, String expected) {
      return RunFiles.malformed(file, at(key), "'" + value + "'", expected);
    }

    private String at(String key) {
      return path.isEmpty() ? key : path + "." + key;
    }
  }
}
