// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrograde.app.run.ProgramListing;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.differentiate.Unrolling;

/**
 * An explanation as tables.
 *
 * @param explanation what to print
 */
record ExplanationText(Explanation explanation) {

  /** Below so many operations a byte, memory is what limits a kernel. */
  private static final int BALANCE = 2;

  /** The width of the names of results. */
  private static final int LONGEST = 26;

  private static final double MEBI = 1024.0 * 1024.0;

  String text() {
    List<String> parts = new ArrayList<>(List.of(title(), kernels()));
    if (hasRare()) {
      parts.set(1, parts.get(1) + "\n* runs only when parameters change; not in the totals");
    }
    if (listing().isMeasured()) {
      parts.add(profile());
    }
    listing().unrolling().map(ExplanationText::unrolled).ifPresent(parts::add);
    parts.add(totals());
    return String.join("\n\n", parts);
  }

  private ProgramListing listing() {
    return explanation.listing();
  }

  private boolean hasRare() {
    return listing().instructions().stream().anyMatch(Instruction::once);
  }

  private String title() {
    Explanation.Subject subject = explanation.subject();
    String without = String.join(", ", subject.without());
    return subject.experiment()
        + ": "
        + subject.program()
        + subject.rule().map(rule -> " of " + rule).orElse("")
        + ", "
        + subject.batch()
        + " images, kernels "
        + subject.kernels()
        + (without.isEmpty() ? "" : ", without " + without);
  }

  /** Shapes come last, so that a narrow terminal wraps nothing else. */
  private String kernels() {
    boolean measured = listing().isMeasured();
    List<String> heading = new ArrayList<>(List.of("#", "operation", "result", "MFLOP", "MiB"));
    heading.addAll(measured ? List.of("ms", "rate") : List.of());
    heading.add("inputs -> outputs");
    List<List<String>> rows = new ArrayList<>(List.of(heading));
    for (int i = 0; i < listing().instructions().size(); i++) {
      rows.add(row(i));
    }
    return new TextTable(rows, Set.of(1, 2, heading.size() - 1)).text();
  }

  private List<String> row(int place) {
    Instruction instruction = listing().instructions().get(place);
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(place + 1));
    row.add(instruction.operation() + (instruction.once() ? " *" : ""));
    row.add(shortened(instruction.result()));
    row.add(Numbers.fixed(instruction.flops() / 1e6, 3));
    row.add(Numbers.fixed(instruction.bytes() / MEBI, 3));
    if (listing().isMeasured()) {
      double seconds = listing().seconds().get(place);
      row.add(Numbers.fixed(1e3 * seconds, 3));
      row.add(rate(instruction, seconds));
    }
    row.add(shapes(instruction.inputs()) + " -> " + shapes(instruction.outputs()));
    return row;
  }

  /** What follows last, a weight's name or a number, tells results apart. */
  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : ".." + name.substring(name.length() - LONGEST + 2);
  }

  private static String rate(Instruction instruction, double seconds) {
    return instruction.flops() >= BALANCE * instruction.bytes()
        ? Numbers.fixed(instruction.flops() / seconds / 1e9, 1) + " GFLOP/s"
        : Numbers.fixed(instruction.bytes() / seconds / 1e9, 1) + " GB/s";
  }

  /** Equal neighbours stand once, with their number. */
  private static String shapes(List<List<Long>> shapes) {
    List<String> words = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < shapes.size(); i++) {
      count++;
      if (i == shapes.size() - 1 || !shapes.get(i).equals(shapes.get(i + 1))) {
        words.add((count > 1 ? count + "x" : "") + shape(shapes.get(i)));
        count = 0;
      }
    }
    return String.join(" ", words);
  }

  private static String shape(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  private String profile() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("operation", "kernels", "ms", "share"));
    for (ProgramListing.Share share : listing().shares()) {
      rows.add(
          List.of(
              share.operation(),
              Integer.toString(share.kernels()),
              Numbers.fixed(1e3 * share.seconds(), 3),
              Numbers.percent(share.fraction())));
    }
    return new TextTable(rows).text();
  }

  private static String unrolled(Unrolling unrolling) {
    boolean trains = unrolling.layers().stream().anyMatch(l -> l.reachLoss().isPresent());
    List<String> heading = new ArrayList<>(List.of("layer", "uses", "before the image"));
    heading.addAll(trains ? List.of("reach the loss") : List.of());
    List<List<String>> rows = new ArrayList<>(List.of(heading));
    for (Unrolling.Layer layer : unrolling.layers()) {
      List<String> row = new ArrayList<>();
      row.add(layer.layer());
      row.add(Integer.toString(layer.uses()));
      row.add(Integer.toString(layer.imageIndependent()));
      layer.reachLoss().ifPresent(uses -> row.add(Integer.toString(uses)));
      rows.add(row);
    }
    return unrolling.timeSteps()
        + " time steps, the image reaches the logits at step "
        + unrolling.firstLogits()
        + " (the first is 0)\n"
        + new TextTable(rows).text();
  }

  private String totals() {
    ProgramListing program = listing();
    int everyRun = program.everyRun().size();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("kernels", kernelCount(everyRun, program.instructions().size() - everyRun)));
    rows.add(List.of("maps", program.maps() + " convolutions and matrix products a run"));
    rows.add(List.of("work", Numbers.fixed(program.flops() / 1e9, 3) + " GFLOP a run"));
    rows.add(List.of("moved", mebibytes(program.bytes()) + " a run"));
    explanation.runs().ifPresent(runs -> rows.add(List.of("time", time(runs))));
    rows.add(
        List.of(
            "buffers",
            mebibytes(program.plannedBytes())
                + " planned, "
                + mebibytes(program.unsharedBytes())
                + " if each value had its own"));
    rows.add(List.of("parameters", mebibytes(program.parameterBytes()) + ", " + whatLasts()));
    return new TextTable(rows, Set.of(0, 1)).text();
  }

  private String whatLasts() {
    return explanation.subject().rule().isPresent()
        ? "with gradients, feedback weights and running averages; the optimisers' state is extra"
        : "with running averages; a training step shares them";
  }

  private static String kernelCount(int everyRun, int rare) {
    return everyRun + " a run" + (rare == 0 ? "" : ", " + rare + " more when parameters change");
  }

  private String time(int runs) {
    return Numbers.fixed(1e3 * listing().runSeconds(), 3)
        + " ms a run, the sum of each kernel's median over "
        + runs
        + (runs == 1 ? " run" : " runs");
  }

  private static String mebibytes(long bytes) {
    return Numbers.fixed(bytes / MEBI, 1) + " MiB";
  }
}
