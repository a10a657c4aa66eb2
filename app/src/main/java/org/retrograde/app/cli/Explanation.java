// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.ProgramListing;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.differentiate.Unrolling;

/**
 * What {@code explain} prints.
 *
 * @param subject what is explained
 * @param listing its program
 * @param runs over how many runs the kernels were measured, empty if they were not
 */
record Explanation(Subject subject, ProgramListing listing, OptionalInt runs) {

  /**
   * What is explained.
   *
   * @param experiment the experiment's name
   * @param program {@code training step} or {@code evaluation}
   * @param rule the rule's label, empty where it makes no difference
   * @param batch images in a run
   * @param kernels the id of the library of kernels
   * @param without the passes that are switched off
   */
  record Subject(
      String experiment,
      String program,
      Optional<String> rule,
      int batch,
      String kernels,
      Set<String> without) {

    static Subject of(
        Experiment run, boolean evaluation, EngineStarter starter, Set<String> without) {
      return new Subject(
          run.name(),
          evaluation ? "evaluation" : "training step",
          evaluation ? Optional.empty() : Optional.of(run.rule().label()),
          evaluation ? run.training().evaluationBatchSize() : run.training().batchSize(),
          starter.kernels().id(),
          without);
    }
  }

  void print(Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(json(invocation.json()));
    } else {
      invocation.print(new ExplanationText(this).text());
    }
  }

  private ObjectNode json(Json json) {
    ObjectNode root = json.object();
    root.put("experiment", subject.experiment());
    root.put("program", subject.program());
    subject.rule().ifPresent(rule -> root.put("rule", rule));
    root.put("batch", subject.batch());
    root.put("kernels", subject.kernels());
    root.set("without", root.arrayNode().addAll(texts(root, subject.without())));
    runs.ifPresent(count -> root.put("profiledRuns", count));
    ArrayNode instructions = root.putArray("instructions");
    for (int i = 0; i < listing.instructions().size(); i++) {
      instructions.add(instruction(i, json));
    }
    listing.unrolling().ifPresent(unrolling -> put(unrolling, root.putObject("unrolled")));
    root.set("totals", json.object(totals()));
    if (listing.isMeasured()) {
      root.put("seconds", listing.runSeconds());
      ArrayNode shares = root.putArray("profile");
      listing.shares().forEach(share -> shares.add(json.object(share)));
    }
    return root;
  }

  private static void put(Unrolling unrolling, ObjectNode node) {
    node.put("timeSteps", unrolling.timeSteps()).put("firstLogits", unrolling.firstLogits());
    ArrayNode layers = node.putArray("layers");
    for (Unrolling.Layer layer : unrolling.layers()) {
      ObjectNode entry = layers.addObject().put("layer", layer.layer());
      entry.put("uses", layer.uses()).put("imageIndependent", layer.imageIndependent());
      layer.reachLoss().ifPresent(uses -> entry.put("reachLoss", uses));
    }
  }

  private static List<TextNode> texts(ObjectNode maker, Set<String> words) {
    return words.stream().map(maker::textNode).toList();
  }

  private ObjectNode instruction(int place, Json json) {
    Instruction instruction = listing.instructions().get(place);
    ObjectNode node = json.object().put("number", place + 1);
    node.setAll(json.object(instruction));
    if (listing.isMeasured()) {
      double seconds = listing.seconds().get(place);
      node.put("seconds", seconds);
      node.put("gflopPerSecond", instruction.flops() / seconds / 1e9);
      node.put("gbPerSecond", instruction.bytes() / seconds / 1e9);
    }
    return node;
  }

  private Map<String, Long> totals() {
    Map<String, Long> totals = new LinkedHashMap<>();
    long everyRun = listing.everyRun().size();
    totals.put("kernels", everyRun);
    totals.put("kernelsWhenParametersChange", listing.instructions().size() - everyRun);
    totals.put("maps", (long) listing.maps());
    totals.put("flops", listing.flops());
    totals.put("bytes", listing.bytes());
    totals.put("plannedBytes", listing.plannedBytes());
    totals.put("unsharedBytes", listing.unsharedBytes());
    totals.put("parameterBytes", listing.parameterBytes());
    return totals;
  }
}
