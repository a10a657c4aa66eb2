// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.retrograde.app.report.Predictivity.Region;
import org.retrograde.app.report.Predictivity.Score;

/** What was found for a region: the layers, the chosen one, and its course over time. */
final class RegionPart {

  private final Region region;
  private final String key;
  private final String formula;

  /**
   * Takes a region.
   *
   * @param key begins the keys of its lines
   */
  RegionPart(Region region, String key, String formula) {
    this.region = region;
    this.key = key;
    this.formula = formula;
  }

  void draw(Html html) {
    html.leaf("p", chosen(), "class", "guide").line();
    html.leaf("h3", "Layers, on all " + region.stimuli() + " stimuli").line();
    ScoreTable layers = new ScoreTable("Layers of " + region.title(), "Layer", formula);
    region
        .layers()
        .forEach(score -> layers.add(score.layer(), score.layer().equals(region.best()), score));
    layers.draw(html, true);
    notes(html);
    html.leaf("h3", "The layer chosen on one half, reported on the other").line();
    ScoreTable halves = new ScoreTable("The chosen layer on both halves", "Stimuli", formula);
    region.selection().stream()
        .filter(score -> score.layer().equals(region.best()))
        .forEach(score -> halves.add("half on which it was chosen", false, score));
    halves.add("other half", false, region.report());
    halves.draw(html, false);
    region
        .consistency()
        .ifPresent(
            found ->
                html.leaf(
                        "p",
                        "Noise-corrected consistency on the other half: "
                            + Numbers.fixed(found.value(), 3)
                            + " ± "
                            + Numbers.fixed(found.error(), 3)
                            + ", a correlation ("
                            + found.formula()
                            + "; the median over neurons); not to be compared with normalised"
                            + " scores.",
                        "class",
                        "guide")
                    .line());
    region.course().ifPresent(course -> new CourseCharts(course, key, formula).draw(html));
  }

  private String chosen() {
    Score report = region.report();
    String normalized =
        Double.isNaN(report.normalized())
            ? "it is not normalised, for want of a ceiling."
            : "normalised "
                + Numbers.fixed(report.normalized(), 3)
                + " at a ceiling of "
                + Numbers.fixed(report.ceiling(), 3)
                + ".";
    return region.best()
        + " was best on one half of the stimuli. On the other half, which had no part in the"
        + " choice, it scores "
        + Numbers.fixed(report.raw(), 3)
        + " ± "
        + Numbers.fixed(report.error(), 3)
        + "; "
        + normalized;
  }

  /** Neuroids left out and warnings, each once with the layers that it is about. */
  private void notes(Html html) {
    List<String> notes = new ArrayList<>();
    region.notes().forEach(note -> notes.add("Recording: " + note));
    about(Score::excluded)
        .forEach((reason, layers) -> notes.add("Neuroids not scored: " + reason + layers));
    about(Score::warnings).forEach((warning, layers) -> notes.add(warning + layers));
    if (!notes.isEmpty()) {
      html.begin("ul", "class", "notes");
      notes.forEach(note -> html.leaf("li", note));
      html.end("ul").line();
    }
  }

  private Map<String, String> about(Function<Score, List<String>> sentences) {
    Map<String, List<String>> layers = new LinkedHashMap<>();
    region
        .layers()
        .forEach(
            score ->
                sentences
                    .apply(score)
                    .forEach(
                        text ->
                            layers
                                .computeIfAbsent(text, t -> new ArrayList<>())
                                .add(score.layer())));
    Map<String, String> about = new LinkedHashMap<>();
    layers.forEach(
        (text, names) ->
            about.put(
                text,
                names.size() == region.layers().size()
                    ? ""
                    : " (" + String.join(", ", names) + ")"));
    return about;
  }
}
