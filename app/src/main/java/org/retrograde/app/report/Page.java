// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;

/** The report's sections in their order; used for one page. */
final class Page {

  private final String title;
  private final List<RunView> runs;
  private final Html html = new Html();

  Page(String title, List<RunView> runs) {
    this.title = title;
    this.runs = List.copyOf(runs);
  }

  String render() {
    Frame.begin(title, html);
    introduction();
    results();
    curves();
    time();
    neurons();
    alignment();
    diagnostics();
    configuration();
    provenance();
    return Frame.end(html);
  }

  private void introduction() {
    html.begin("header").leaf("h1", title).line();
    html.leaf("p", summary(), "class", "summary").line();
    html.leaf(
        "p",
        "Each run trains a network in which the error travels back through feedback weights B,"
            + " which its learning rule sets, instead of the forward weights W. Accuracy and loss"
            + " are those on the test images. The angle between W and B says how well the way back"
            + " matches the way forth: 0° is the direction of backpropagation, 90° no relation at"
            + " all, more than 90° opposition; |B| / |W| compares their lengths. Rules without"
            + " weights B of their own are measured by what carries the error in their place."
            + " Bold marks the best value among finished runs, – what was not measured. Times"
            + " compare only between runs on one machine that did nothing else. Point at a chart"
            + " for its values; click a name in the key to hide or show a run, a column's heading"
            + " to sort.",
        "class",
        "guide");
    html.end("header").line();
  }

  private String summary() {
    long finished = runs.stream().filter(view -> view.run().finished()).count();
    String all = runs.size() == 1 ? "One run" : runs.size() + " runs";
    return finished == runs.size() ? all + "." : all + ", " + finished + " finished.";
  }

  private void results() {
    section("results", "Results");
    new ResultsTable(runs).draw(html);
    notes();
    SeedTable seeds = new SeedTable(runs);
    if (seeds.isNeeded()) {
      seeds.draw(html);
    }
    html.end("section").line();
  }

  private void notes() {
    if (runs.stream().allMatch(view -> view.run().notes().isEmpty())) {
      return;
    }
    html.begin("ul", "class", "notes");
    runs.forEach(
        view ->
            view.run().notes().forEach(note -> html.leaf("li", view.run().folder() + ": " + note)));
    html.end("ul").line();
  }

  private void curves() {
    section("curves", "Learning curves");
    Legend.runs(runs, html);
    new LearningCurves(runs).draw(html);
    html.end("section").line();
  }

  /** Only networks unrolled in time have one. */
  private void time() {
    TimeCurves curves = new TimeCurves(runs);
    if (curves.runs().isEmpty()) {
      return;
    }
    section("time", "Accuracy over time");
    html.leaf(
        "p",
        "At each time step of 10 ms since the image appeared, the network's answer is read from its"
            + " logits at that step; a curve begins with the first step that the image has reached,"
            + " and shows the last test.",
        "class",
        "guide");
    Legend.runs(curves.runs(), html);
    curves.draw(html);
    html.end("section").line();
  }

  /** Only runs that were scored have some. */
  private void neurons() {
    NeuronSection neurons = new NeuronSection(runs);
    if (!neurons.isEmpty()) {
      section("neurons", "Predictivity of neurons");
      neurons.draw(html);
      html.end("section").line();
    }
  }

  private void alignment() {
    AlignmentCurves curves = AlignmentCurves.ofWeights(runs);
    section("alignment", "Alignment of feedback and forward weights");
    if (curves.isEmpty()) {
      html.leaf("p", "No angle was recorded.", "class", "none");
    } else {
      Legend.runs(runs, html);
      curves.whole(html);
      Legend.depths(html);
      curves.byLayer(html);
      new LayerTable(runs).draw(html);
    }
    html.end("section").line();
  }

  /** Runs of earlier versions have none. */
  private void diagnostics() {
    AlignmentCurves curves = AlignmentCurves.ofFixedBatch(runs);
    if (curves.isEmpty()) {
      return;
    }
    section("diagnostics", "Errors and gradients on a fixed batch");
    html.leaf(
        "p",
        "Measured on the first test images, as many as are in a training step, at the weights of"
            + " the moment. The true gradient angle lies between the gradient that moves W and that"
            + " of backpropagation; the local error angle between one incoming error carried back"
            + " by B and by W; the projection angle between inputs as B and as W project them. Then"
            + " come the values of the terms of alignment losses, whether or not the rule uses"
            + " them.",
        "class",
        "guide");
    Legend.runs(runs, html);
    curves.whole(html);
    Legend.depths(html);
    curves.byLayer(html);
    runs.stream()
        .filter(view -> !view.run().metrics().diagnostics().isEmpty())
        .forEach(view -> new DiagnosticsTable(view).draw(html));
    html.end("section").line();
  }

  private void configuration() {
    section("configuration", "Configuration");
    Settings settings = new Settings(runs, Run::configuration);
    differences(settings, "Settings that differ between the runs");
    html.begin("details")
        .leaf("summary", "All " + settings.shared().size() + " settings that the runs share");
    settings.drawShared(html, "Settings that the runs share");
    html.end("details").line();
    for (RunView view : runs) {
      html.begin("details").leaf("summary", "experiment.yaml of " + view.label());
      html.leaf("pre", view.run().yaml()).end("details").line();
    }
    html.end("section").line();
  }

  private void provenance() {
    section("provenance", "Provenance");
    Settings settings = new Settings(runs, Run::provenance);
    differences(settings, "Provenance that differs between the runs");
    settings.drawShared(
        html, runs.size() == 1 ? "Provenance of the run" : "Provenance that the runs share");
    html.end("section").line();
  }

  private void differences(Settings settings, String caption) {
    if (settings.differ()) {
      settings.drawDifferences(html, caption);
    } else if (runs.size() > 1) {
      html.leaf("p", "The runs do not differ here.", "class", "none");
    }
  }

  private void section(String id, String heading) {
    Frame.section(id, heading, html);
  }
}
