// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.app.report.Behavior.Choices;
import org.retrograde.app.report.Behavior.Layer;
import org.retrograde.app.report.Behavior.Score;
import org.retrograde.app.report.Behavior.TimedLayer;
import org.retrograde.app.report.Behavior.Times;

/** The sections of a page about behaviour; used for one page. */
final class BehaviorPage {

  private static final int DIGITS = 3;
  private static final int TICKS = 6;

  private final String title;
  private final Behavior behavior;
  private final Html html = new Html();

  BehaviorPage(String title, Behavior behavior) {
    this.title = title;
    this.behavior = behavior;
  }

  String render() {
    Frame.begin(title, html);
    html.begin("header").leaf("h1", title).line();
    behavior.choices().ifPresent(choices -> guide(summary(choices)));
    behavior.times().ifPresent(times -> guide(summary(times)));
    guide("– stands for what is not defined.");
    html.end("header").line();
    behavior.choices().ifPresent(this::choices);
    behavior.times().ifPresent(this::times);
    SettingsTable.draw(html, "All that the numbers depend on", behavior.facts());
    return Frame.end(html);
  }

  private void guide(String text) {
    html.leaf("p", text, "class", "guide").line();
  }

  private String summary(Choices choices) {
    return "The read-out "
        + behavior.fact("choices.classifier")
        + " was fitted to "
        + choices.trainStimuli()
        + " training stimuli of "
        + choices.objects()
        + " objects. On other stimuli its confusions are compared with "
        + choices.trials()
        + " choices of subjects, who saw "
        + choices.shownStimuli()
        + " of them. I1 is how well each image is told apart from all other objects, I2n from each"
        + " of them, less the objects' means (Rajalingham et al. 2018). The raw score is the"
        + " correlation with half of the trials, the ceiling that of the two halves, ± their"
        + " deviation over two ways to halve; normalised is r/√c.";
  }

  private String summary(Times times) {
    return "The read-out "
        + behavior.fact("solutionTimes.classifier")
        + " was fitted in each step anew, "
        + times.splits()
        + " times, to nine tenths of "
        + times.stimuli()
        + " stimuli, of which neurons solve "
        + times.solved()
        + ". An image of the others is solved when its I1 reaches that of behaviour (Kar et al."
        + " 2019). The raw score is Spearman's correlation of the two times over images that both"
        + " solve, the mean over divisions; normalised is r over "
        + behavior.fact("solutionTimes.ceiling")
        + ", the neurons' own consistency. A network that solves few easy images may still have a"
        + " high correlation.";
  }

  private void choices(Choices choices) {
    Frame.section("choices", "Choices", html);
    begin(
        "Likeness of confusions",
        "Layer",
        "Units",
        "Correct",
        "Measure",
        "Raw",
        "±",
        "Ceiling",
        "±",
        "Normalised, r/√c");
    for (Layer layer : choices.layers()) {
      row(layer, "I1", layer.i1());
      row(layer, "I2n", layer.i2n());
    }
    end();
    notes("Not used: ", choices.excluded());
    html.end("section").line();
  }

  private void row(Layer layer, String measure, Score score) {
    row(
        layer.name(),
        Numbers.count(layer.units()),
        Numbers.percent(layer.correct()),
        measure,
        number(score.raw()),
        number(score.error()),
        number(score.ceiling()),
        number(score.ceilingError()),
        number(score.normalized()));
  }

  private void times(Times times) {
    Frame.section("solution-times", "Object solution times", html);
    begin(
        "Likeness of solution times",
        "Layer",
        "Units",
        "Steps in ms",
        "Raw",
        "± s.e.m.",
        "Normalised, r/c",
        "Solved, of what neurons solve");
    for (TimedLayer layer : times.layers()) {
      row(
          layer.name(),
          Numbers.count(layer.units()),
          Numbers.count(layer.first()) + "–" + Numbers.count(layer.last()),
          number(layer.raw()),
          number(layer.error()),
          number(layer.normalized()),
          Numbers.percent(layer.shareSolved()));
    }
    end();
    notes("Not used: ", times.excluded());
    times.layers().forEach(layer -> notes(layer.name() + ": ", layer.warnings()));
    guide(
        "Each point is an image that both solve; the network's time is the mean over the divisions"
            + " that score on the image.");
    html.begin("div", "class", "plots").line();
    for (int i = 0; i < times.layers().size(); i++) {
      scatter(times.layers().get(i), i);
    }
    html.end("div").line();
    html.end("section").line();
  }

  /** A point for each stimulus that both solve. */
  private void scatter(TimedLayer layer, int place) {
    String name = "When images are solved: " + layer.name();
    if (layer.times().isEmpty()) {
      html.leaf("p", name + ": no image is solved by both.", "class", "none").line();
      return;
    }
    List<Point> points = new ArrayList<>();
    for (Point point : layer.times()) {
      points.add(point);
      // A gap, so that no line joins it with the next.
      points.add(new Point(point.x(), Double.NaN));
    }
    List<Point> across = layer.times().stream().map(p -> new Point(0, p.x())).toList();
    Axis x = new Axis("neurons, ms", "", 0, TICKS, Scale.covering(across));
    Axis y = new Axis("network, ms", "", 0, TICKS, Scale.covering(layer.times()));
    Series series = Series.named(layer.name(), "times-" + place, place % Look.COLORS, points);
    String alternative =
        name
            + ": times of "
            + layer.times().size()
            + " images that neurons and network both solve; rank correlation "
            + number(layer.raw());
    new SvgChart(new Chart(name, null, alternative, x, y, Double.NaN, List.of(series)), html)
        .draw();
  }

  private void begin(String caption, String... headings) {
    TableBox.begin(html, caption, "results scores");
    html.begin("thead").begin("tr");
    for (int i = 0; i < headings.length; i++) {
      html.leaf("th", headings[i], "scope", "col", "class", i == 0 ? "text" : "number");
    }
    html.end("tr").end("thead").line().begin("tbody").line();
  }

  private void row(String first, String... cells) {
    html.begin("tr").leaf("th", first, "scope", "row");
    for (String cell : cells) {
      html.leaf("td", cell, "class", "number");
    }
    html.end("tr").line();
  }

  private void end() {
    html.end("tbody");
    TableBox.end(html);
  }

  private void notes(String about, List<String> notes) {
    if (!notes.isEmpty()) {
      html.begin("ul", "class", "notes");
      notes.forEach(note -> html.leaf("li", about + note));
      html.end("ul").line();
    }
  }

  private static String number(double value) {
    return Numbers.fixed(value, DIGITS);
  }
}
