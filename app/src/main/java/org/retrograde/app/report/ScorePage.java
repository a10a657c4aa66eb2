// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.retrograde.app.report.Predictivity.Region;
import org.retrograde.app.report.Predictivity.Score;

/** The sections of a page about scores against recorded neurons; used for one page. */
final class ScorePage {

  private static final int LONG = 40;

  private final String title;
  private final Predictivity scores;
  private final Html html = new Html();

  ScorePage(String title, Predictivity scores) {
    this.title = title;
    this.scores = scores;
  }

  String render() {
    Frame.begin(title, html);
    introduction();
    overview();
    for (int i = 0; i < scores.regions().size(); i++) {
      Region region = scores.regions().get(i);
      Frame.section("region-" + (i + 1), region.title(), html);
      new RegionPart(region, "region-" + (i + 1), scores.fact("formula")).draw(html);
      html.end("section").line();
    }
    training();
    SettingsTable.draw(html, "All that the scores depend on", scores.facts());
    return Frame.end(html);
  }

  private void introduction() {
    html.begin("header").leaf("h1", title).line();
    html.leaf("p", summary(), "class", "summary").line();
    guide(how());
    guide(ceiling());
    guide(
        "A layer that is best on the stimuli on which it is judged owes part of its height to"
            + " chance. So the layer is chosen on one half of the stimuli and reported on the"
            + " other. – stands for what is not defined; bold for the highest of a region. Point at"
            + " a chart for its values; click a column's heading to sort.");
    html.end("header").line();
  }

  private String ceiling() {
    boolean known =
        scores.regions().stream()
            .flatMap(region -> region.layers().stream())
            .anyMatch(score -> !Double.isNaN(score.ceiling()));
    return known
        ? "The ceiling c is the reliability of the neuroids' mean responses: the correlation of"
            + " halves of the repetitions, corrected for their length (Spearman and Brown), then"
            + " the median over neuroids and the mean over halvings, on all stimuli. The"
            + " normalised score is "
            + formula(scores.fact("formula"))
            + ". Scores normalised as (r/c)², which Brain-Score published before 2026, are larger"
            + " by the factor 1/c and can exceed 1."
        : "No ceiling is known, so that no score is normalised: the recording has no repetitions,"
            + " or the measure has no ceiling.";
  }

  private void guide(String text) {
    html.leaf("p", text, "class", "guide").line();
  }

  private String summary() {
    int layers =
        scores.regions().stream().mapToInt(region -> region.layers().size()).max().orElse(0);
    int regions = scores.regions().size();
    return count(layers, "layer")
        + " of "
        + fileName(scores.fact("model"))
        + " against "
        + count(regions, "region").toLowerCase(Locale.ROOT)
        + " of "
        + fileName(scores.fact("assembly"))
        + ".";
  }

  private static String count(int number, String what) {
    return number == 1 ? "One " + what : number + " " + what + "s";
  }

  /** The raw score in words. */
  private String how() {
    String metric = scores.fact("metric") + parameters();
    String raw =
        scores.fact("formula").startsWith("r^2")
            ? "The mapping "
                + metric
                + " was fitted from a layer to the neuroids on the training stimuli, and its"
                + " predictions were correlated with the responses to the others (Pearson's r); the"
                + " raw score is the median over neuroids, then the mean over divisions. "
            : "The raw score is the mean of " + metric + " over divisions. ";
    String window =
        scores.facts().containsKey("window") ? window() : "the recording's only time bin";
    return divisions()
        + raw
        + "Responses were averaged over repetitions and over "
        + window
        + ". Of layers unrolled in time the read-out is '"
        + scores.fact("readout")
        + "'.";
  }

  private String divisions() {
    boolean folds = scores.fact("split").equals("k-fold");
    boolean grouped = !scores.fact("group").equals("none");
    String how =
        folds
            ? "The stimuli were divided into "
                + scores.fact("splits")
                + " parts, each scored on once"
            : scores.fact("splits")
                + " times the stimuli were divided, "
                + percent(scores.fact("train"))
                + " for training";
    String drawn =
        folds && grouped
            ? " (scikit-learn's GroupKFold"
            : " (scikit-learn's generator, seed " + scores.fact("splitSeed");
    return how + drawn + spread(grouped) + "). ";
  }

  private String spread(boolean grouped) {
    if (grouped) {
      return ", no " + scores.fact("group") + " on both sides";
    }
    return scores.fact("stratify").equals("none")
        ? ", not stratified"
        : ", stratified by " + scores.fact("stratify");
  }

  /** Two numbers as a list, as flattening leaves them. */
  private String window() {
    return scores.fact("window").replaceAll("[\\[\\]]|\\.0(?=[,\\]])", "").replace(", ", "–")
        + " ms";
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** Long lists are among the settings. */
  private String parameters() {
    List<String> set =
        scores.facts().entrySet().stream()
            .filter(fact -> fact.getKey().startsWith("parameters."))
            .filter(fact -> fact.getValue().length() < LONG)
            .map(fact -> fact.getKey().substring("parameters.".length()) + " = " + fact.getValue())
            .toList();
    return set.isEmpty() ? "" : " (" + String.join(", ", set) + ")";
  }

  private static String percent(String share) {
    try {
      return Numbers.coordinate(100 * Double.parseDouble(share)) + " %";
    } catch (NumberFormatException notANumber) {
      return share;
    }
  }

  /** A formula as people write it. */
  static String formula(String plain) {
    return plain.replace("^2", "²").replace("sqrt(c)", "√c");
  }

  private void overview() {
    Frame.section("overview", "Layers and regions", html);
    new RegionMap(scores.regions(), scores.fact("formula")).draw(html);
    html.end("section").line();
  }

  /** Only runs whose checkpoints were scored too have some. */
  private void training() {
    if (scores.training().isEmpty()) {
      return;
    }
    Frame.section("training", "During training", html);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < scores.regions().size(); i++) {
      Region region = scores.regions().get(i);
      series.add(
          Series.named(
              region.title(),
              "training-" + i,
              i % Look.COLORS,
              scores.course(region.name(), Score::main)));
    }
    Legend.lines(series, html);
    html.begin("div", "class", "plots").line();
    TrainingChart.draw("Predictivity during training", series, html);
    html.end("div").line();
    html.end("section").line();
  }
}
