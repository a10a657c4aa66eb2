// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.retrograde.app.behavior.BehaviorSettings;
import org.retrograde.app.behavior.ChoiceData;
import org.retrograde.app.behavior.LayerChoices;
import org.retrograde.app.behavior.LayerTimes;
import org.retrograde.app.behavior.SolutionData;
import org.retrograde.neural.behaviour.BehaviouralScore;
import org.retrograde.neural.behaviour.SolutionTimeScore;

/** Comparisons of behaviour in words and tables. */
final class BehaviorText {

  private static final int DIGITS = 3;

  private BehaviorText() {}

  static String choices(ChoiceData data, List<LayerChoices> layers) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "\nchoices between "
            + data.objects().size()
            + " objects: "
            + Numbers.grouped(data.trials().count())
            + " trials of "
            + Numbers.grouped(data.shown())
            + " test stimuli; read out of "
            + Numbers.grouped(data.train().size())
            + " training stimuli");
    data.excluded().forEach(reason -> lines.add("not used: " + reason));
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("layer", "units", "correct", "measure", "raw", "±", "ceiling", "±", "normalised"));
    for (LayerChoices layer : layers) {
      rows.add(row(layer, "I1", layer.i1()));
      rows.add(row(layer, "I2n", layer.i2n()));
    }
    lines.add(new TextTable(rows, Set.of(0, 3)).text());
    lines.add(
        "raw: correlation with half of the trials; ceiling: of the two halves; ±: deviation over"
            + " two ways to halve; normalised: r/sqrt(c)");
    if (layers.stream().anyMatch(BehaviorText::isUndefined)) {
      lines.add(
          "note: - where too few trials are left in a half, where subjects or the read-out answer"
              + " all images alike, or where the ceiling is not above 0");
    }
    return String.join("\n", lines);
  }

  private static boolean isUndefined(LayerChoices layer) {
    return Double.isNaN(layer.i1().score()) || Double.isNaN(layer.i2n().score());
  }

  private static List<String> row(LayerChoices layer, String measure, BehaviouralScore score) {
    return List.of(
        layer.layer(),
        Numbers.grouped(layer.units()),
        Numbers.percent(layer.correct()),
        measure,
        number(score.raw()),
        number(score.error()),
        number(score.ceiling()),
        number(score.ceilingError()),
        number(score.score()));
  }

  static String times(BehaviorSettings settings, SolutionData data, List<LayerTimes> layers) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "\nobject solution times: "
            + Numbers.grouped(data.stimuli().size())
            + " stimuli of "
            + data.objects().size()
            + " objects, of which neurons solve "
            + Numbers.grouped(data.solved()));
    data.excluded().forEach(reason -> lines.add("not used: " + reason));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "units", "ms", "raw", "s.e.m.", "normalised", "solved"));
    for (LayerTimes layer : layers) {
      SolutionTimeScore score = layer.score();
      rows.add(
          List.of(
              layer.layer(),
              Numbers.grouped(layer.units()),
              Numbers.fixed(layer.first(), 0) + "-" + Numbers.fixed(layer.last(), 0),
              number(score.raw()),
              number(score.error()),
              number(score.score()),
              Numbers.percent(score.shareSolved())));
    }
    lines.add(new TextTable(rows).text());
    lines.add(
        "raw: Spearman's correlation over stimuli that both solve, mean over "
            + settings.splits()
            + " splits; normalised: r/"
            + SolutionTimeScore.CEILING
            + "; solved: of what neurons solve");
    layers.stream()
        .flatMap(layer -> layer.score().warnings().stream().map(w -> layer.layer() + ", " + w))
        .forEach(warning -> lines.add("note: " + warning));
    return String.join("\n", lines);
  }

  private static String number(double value) {
    return Numbers.fixed(value, DIGITS);
  }
}
