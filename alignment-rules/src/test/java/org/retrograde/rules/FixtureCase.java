// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.optimize.Algorithm;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.testkit.Tolerance;

/** A {@code case.json}, read so that an unknown key, or a missing one, fails. */
record FixtureCase(
    String name,
    Map<String, Object> network,
    Map<String, Object> rule,
    int batch,
    int steps,
    Optimizers optimizers,
    Expected expected,
    Bounds tolerance) {

  record Optimizers(OptimizerSettings task, OptimizerSettings alignment) {}

  record OptimizerSettings(
      String type, double learningRate, double momentum, boolean nesterov, double weightDecay) {

    OptimizerSpec spec() {
      if (!type.equals("sgd-momentum")) {
        throw new IllegalArgumentException("unknown optimizer type '" + type + "'");
      }
      return OptimizerSpec.of(new Algorithm.Sgd(momentum, nesterov), learningRate)
          .withWeightDecay(weightDecay);
    }

    OptimizerSettings withoutWeightDecay() {
      return new OptimizerSettings(type, learningRate, momentum, nesterov, 0);
    }
  }

  record Expected(
      double loss,
      double alignmentLoss,
      Map<String, Double> weightAngleDegrees,
      List<Double> taskLossPerStep) {}

  record Bounds(double relative, double absolute) {

    Tolerance tolerance() {
      return new Tolerance("fixture", relative, absolute, "the case's own");
    }
  }

  static FixtureCase read(Path folder) {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    try {
      return mapper.readValue(folder.resolve("case.json").toFile(), FixtureCase.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
    }
  }

  SynapticRule synapticRule() {
    Map<String, Object> coefficients = new LinkedHashMap<>(rule);
    LearningRule family = find(LearningRule.class, String.valueOf(coefficients.remove("name")));
    SynapticRule configured =
        family.configure(
            family.parameters().bind(coefficients, KeyLocation.under(name + ": rule")));
    requireOptimizersThatTheEngineHas(configured);
    return configured;
  }

  Network network(int classes) {
    Architecture sequential = find(Architecture.class, "sequential");
    Parameters parameters =
        sequential.parameters().bind(network, KeyLocation.under(name + ": network"));
    List<Long> input = parameters.integers("input");
    ImageShape image = new ImageShape(size(input, 0), size(input, 1), size(input, 2));
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, batch, image, classes);
    return builder.build(sequential.build(builder, parameters));
  }

  /**
   * Feedback weights do not decay but by their rule, and those that move with the task have its
   * optimiser.
   */
  private void requireOptimizersThatTheEngineHas(SynapticRule configured) {
    if (optimizers.alignment().weightDecay() != 0) {
      throw new IllegalArgumentException(
          "weight decay of B, which only a rule's decay term can give");
    }
    if (configured.feedbackGroup() == FeedbackGroup.TASK
        && !optimizers.alignment().equals(optimizers.task().withoutWeightDecay())) {
      throw new IllegalArgumentException(
          "B moves with the task, but the alignment optimizer is another");
    }
  }

  private static int size(List<Long> shape, int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  private static <P extends Plugin> P find(Class<P> kind, String id) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no " + kind.getSimpleName() + " '" + id + "'"));
  }
}
