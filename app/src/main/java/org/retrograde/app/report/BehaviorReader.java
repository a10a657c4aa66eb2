// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrograde.app.report.Behavior.Choices;
import org.retrograde.app.report.Behavior.Layer;
import org.retrograde.app.report.Behavior.Score;
import org.retrograde.app.report.Behavior.TimedLayer;
import org.retrograde.app.report.Behavior.Times;

/** Reads {@code behavior.json}; an error names the file and the key. */
final class BehaviorReader {

  private static final String CHOICES = "choices";
  private static final String TIMES = "solutionTimes";
  private static final String LAYERS = "layers";

  private final RunFiles files;

  BehaviorReader(RunFiles files) {
    this.files = files;
  }

  Behavior read(Path file) {
    ObjectNode json = (ObjectNode) files.json(file);
    JsonPart whole = new JsonPart(file, "behavior", "", json);
    Optional<Choices> choices = whole.optional(CHOICES).map(BehaviorReader::choices);
    Optional<Times> times = whole.optional(TIMES).map(BehaviorReader::times);
    // Settings are what is left without results.
    Stream.of(CHOICES, TIMES)
        .flatMap(part -> whole.optional(part).stream())
        .forEach(part -> ((ObjectNode) part.node()).remove(LAYERS));
    return new Behavior(Values.flatten(json), choices, times);
  }

  private static Choices choices(JsonPart choices) {
    return new Choices(
        choices.texts("objects").size(),
        choices.whole("trainStimuli"),
        choices.whole("shownStimuli"),
        choices.whole("trials"),
        choices.texts("excluded"),
        choices.parts(LAYERS, BehaviorReader::layer));
  }

  private static Layer layer(JsonPart layer) {
    return new Layer(
        layer.text("layer"),
        layer.number("units"),
        layer.number("correct"),
        score(layer.part("i1")),
        score(layer.part("i2n")));
  }

  private static Score score(JsonPart score) {
    return new Score(
        score.number("raw"),
        score.number("error"),
        score.number("ceiling"),
        score.number("ceilingError"),
        score.number("normalized"));
  }

  private static Times times(JsonPart times) {
    int stimuli = times.whole("stimuli");
    return new Times(
        stimuli,
        times.whole("solvedByNeurons"),
        times.whole("splits"),
        times.texts("excluded"),
        times.parts(LAYERS, layer -> timed(layer, stimuli)));
  }

  private static TimedLayer timed(JsonPart layer, int stimuli) {
    List<Double> neural = layer.numbers("neuralTimes", stimuli);
    List<Double> model = layer.numbers("modelTimes", stimuli);
    List<Point> both = new ArrayList<>();
    for (int i = 0; i < stimuli; i++) {
      if (Double.isFinite(neural.get(i) + model.get(i))) {
        both.add(new Point(neural.get(i), model.get(i)));
      }
    }
    return new TimedLayer(
        layer.text("layer"),
        layer.number("units"),
        layer.number("firstStep"),
        layer.number("lastStep"),
        layer.number("raw"),
        layer.number("error"),
        layer.number("normalized"),
        layer.number("shareSolved"),
        layer.texts("warnings"),
        both);
  }
}
