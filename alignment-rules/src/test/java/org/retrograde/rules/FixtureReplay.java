// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Network;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.TrainingStep;
import org.retrograde.testkit.Tolerance;

/** Replays one case and compares everything it expects. */
final class FixtureReplay {

  private final FixtureCase fixture;
  private final FixtureArrays arrays;
  private final Map<String, NamedArray> initial;
  private final List<Batch> batches;
  private final Tolerance tolerance;
  private final SynapticRule rule;
  private final TrainingStep step;
  private final List<Executable> checks = new ArrayList<>();

  private FixtureReplay(Path folder, FixtureCase fixture, TrainingStep step) {
    this.fixture = fixture;
    this.step = step;
    arrays = new FixtureArrays(folder);
    initial = arrays.takeAll("initial.");
    batches = arrays.takeBatches(fixture);
    tolerance = fixture.tolerance().tolerance();
    rule = fixture.synapticRule();
  }

  static void check(Path folder, KernelLibrary kernels) {
    FixtureCase fixture = FixtureCase.read(folder);
    Network network = fixture.network(classes(folder));
    try (TrainingStep step =
        new TrainingStep(
            network,
            RuleAssignment.everywhere(fixture.synapticRule()),
            fixture.optimizers().task().spec(),
            fixture.optimizers().alignment().spec(),
            0,
            kernels)) {
      new FixtureReplay(folder, fixture, step).run();
    }
  }

  private static int classes(Path folder) {
    List<Long> shape = new FixtureArrays(folder).take("labels").shape();
    return Math.toIntExact(shape.get(shape.size() - 1));
  }

  private void run() {
    setInitialValues();
    checkAngles();
    checkFirstBatch();
    checkTraining();
    checks.add(arrays::requireNothingLeft);
    assertAll(fixture.name(), checks);
  }

  private void setInitialValues() {
    assertEquals(step.names(), namesOf(initial), "parameters with initial values");
    initial.forEach(
        (name, value) -> {
          if (has(name)) {
            step.set(name, value);
          }
        });
  }

  /**
   * The names of the arrays that the network has; a B that the rule does not use is in the file all
   * the same.
   */
  private Set<String> namesOf(Map<String, NamedArray> map) {
    return map.keySet().stream()
        .filter(name -> has(name) || !name.endsWith(".B"))
        .collect(Collectors.toSet());
  }

  private boolean has(String name) {
    return step.names().contains(name);
  }

  private void checkAngles() {
    Map<String, Double> expected = fixture.expected().weightAngleDegrees();
    Map<String, Double> angles =
        expected.keySet().stream().collect(Collectors.toMap(layer -> layer, this::angleDegrees));
    expected.forEach(
        (layer, angle) ->
            checks.add(
                () -> tolerance.requireAgree("angle at " + layer, angles.get(layer), angle)));
  }

  /** The angle between W and B, which the engine knows only where the rule has feedback weights. */
  private double angleDegrees(String layer) {
    if (has(layer + ".B")) {
      return step.alignment(0).layers().get(layer).angleDegrees();
    }
    double[] w = FixtureArrays.doubles(initial.get(layer + ".W"));
    double[] b = FixtureArrays.doubles(Matrices.feedbackAsWeight(initial.get(layer + ".B")));
    return Math.toDegrees(
        Math.acos(Matrices.dot(w, b) / Math.sqrt(Matrices.dot(w, w) * Matrices.dot(b, b))));
  }

  private void checkFirstBatch() {
    double loss = step.runWithoutUpdate(batches.get(0));
    double alignmentLoss = step.alignmentLoss();
    checks.add(() -> tolerance.requireAgree("loss", loss, fixture.expected().loss()));
    checks.add(
        () ->
            tolerance.requireAgree(
                "alignment loss", alignmentLoss, fixture.expected().alignmentLoss()));
    NamedArray logits = arrays.take("expected.logits");
    checkArray("logits", new NamedArray(logits.shape(), step.logits()), logits);
    checkGradients(arrays.takeAll("expected.taskGradient."));
    checkGradients(arrays.takeAll("expected.feedbackGradient."));
  }

  private void checkGradients(Map<String, NamedArray> expected) {
    expected.forEach(
        (name, value) -> checkArray("gradient of " + name, gradient(name, value), value));
  }

  private NamedArray gradient(String name, NamedArray expected) {
    boolean atRest = name.endsWith(".B") && rule.feedbackGroup() == FeedbackGroup.FIXED;
    return atRest ? zeros(expected) : step.gradient(name);
  }

  private static NamedArray zeros(NamedArray like) {
    return new NamedArray(like.shape(), new double[FixtureArrays.doubles(like).length]);
  }

  private void checkTraining() {
    double taskRate = fixture.optimizers().task().learningRate();
    double alignmentRate = fixture.optimizers().alignment().learningRate();
    double[] losses =
        batches.stream().mapToDouble(batch -> step.run(batch, taskRate, alignmentRate)).toArray();
    double[] expectedLosses =
        fixture.expected().taskLossPerStep().stream().mapToDouble(loss -> loss).toArray();
    checks.add(
        () -> tolerance.requireAgree("losses " + Arrays.toString(losses), losses, expectedLosses));
    Map<String, NamedArray> expected = arrays.takeAll("expected.final.");
    assertEquals(initial.keySet(), expected.keySet(), "arrays with final values");
    expected.forEach((name, value) -> checkArray("final " + name, finalValue(name), value));
  }

  private NamedArray finalValue(String name) {
    return has(name) ? step.get(name) : initial.get(name);
  }

  private void checkArray(String what, NamedArray got, NamedArray expected) {
    checks.add(() -> tolerance.requireAgree(what, got, expected));
  }
}
