// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;
import org.retrograde.testkit.FiniteDifferences;
import org.retrograde.testkit.Tolerance;

/**
 * Every operation that an architecture uses can be run and differentiated, and every parameter
 * matters.
 */
final class ArchitectureGradientTest {

  private static final long SEED = 7;
  private static final int IMAGES = 3;
  private static final int CLASSES = 4;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new LeNetArchitecture(), Map.of("padding", 2), new ImageShape(12, 13, 1)),
        Arguments.of(
            new CifarResNetArchitecture(),
            Map.of("depth", 8, "filters", 3),
            new ImageShape(7, 6, 2)),
        Arguments.of(
            new SequentialArchitecture(), Map.of("layers", everyType()), new ImageShape(9, 8, 2)));
  }

  private static List<Map<String, ?>> everyType() {
    return List.of(
        Map.of("type", "conv2d", "filters", 3, "kernel", 3, "padding", 1, "activation", "elu"),
        Map.of("type", "max_pool", "kernel", 3, "stride", 2, "padding", 1),
        Map.of("type", "conv2d", "filters", 4, "kernel", 2, "bias", false),
        Map.of("type", "batch_norm", "momentum", 0.5, "activation", "sigmoid"),
        Map.of("type", "avg_pool", "kernel", 2, "stride", 1, "padding", 1),
        Map.of("type", "conv2d", "filters", 5, "kernel", 3, "stride", 2, "activation", "relu"),
        Map.of("type", "global_avg_pool", "activation", "tanh"),
        Map.of("type", "flatten"),
        Map.of("type", "dense", "units", CLASSES));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void the_gradient_of_every_parameter_is_that_of_finite_differences(
      Architecture architecture, Map<String, ?> values, ImageShape images) {
    try (TrainingStep step = step(architecture, values, images)) {
      for (String name : step.names()) {
        if (!name.contains(".running")) {
          requireGradient(step, name, batch(images));
        }
      }
    }
  }

  private static void requireGradient(TrainingStep step, String name, Batch batch) {
    NamedArray point = step.get(name);
    double[] start = (double[]) point.values();
    int[] places = places(start.length);
    double[] expected =
        FiniteDifferences.gradient(
            moved -> lossAt(step, name, batch, withValues(point, places, moved)),
            Arrays.stream(places).mapToDouble(i -> start[i]).toArray());
    step.set(name, point);
    step.runWithoutUpdate(batch);
    double[] gradient = (double[]) step.gradient(name).values();
    double[] got = Arrays.stream(places).mapToDouble(i -> gradient[i]).toArray();
    Tolerance.FINITE_DIFFERENCES.requireAgree("gradient of " + name, got, expected);
    assertThat(gradient).as("gradient of " + name).isNotEqualTo(new double[gradient.length]);
  }

  private static double lossAt(TrainingStep step, String name, Batch batch, NamedArray moved) {
    step.set(name, moved);
    return step.runWithoutUpdate(batch);
  }

  private static NamedArray withValues(NamedArray point, int[] places, double[] moved) {
    double[] values = ((double[]) point.values()).clone();
    IntStream.range(0, places.length).forEach(i -> values[places[i]] = moved[i]);
    return new NamedArray(point.shape(), values);
  }

  /** At most three places, spread over an array. */
  private static int[] places(int length) {
    int count = Math.min(3, length);
    return IntStream.range(0, count).map(i -> i * length / count).toArray();
  }

  private static TrainingStep step(
      Architecture architecture, Map<String, ?> values, ImageShape images) {
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, IMAGES, images, CLASSES);
    KeyLocation location = KeyLocation.under("architecture");
    Network network =
        builder.build(
            architecture.build(builder, architecture.parameters().bind(values, location)));
    OptimizerSpec none = OptimizerSpec.sgd(0, 0, 0);
    RuleAssignment rules = RuleAssignment.everywhere(new ExactError());
    return new TrainingStep(network, rules, none, none, SEED, new Nd4jKernels());
  }

  private static Batch batch(ImageShape images) {
    RandomStream stream = RandomStream.of(SEED, "images", 0);
    float[] pixels = new float[IMAGES * images.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) stream.nextGaussian();
    }
    int[] labels = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
    return new Batch(pixels, labels, IMAGES);
  }
}
