// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.RandomNetwork;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

/** Networks and rules drawn at random: float32 on each library agrees with float64. */
final class RandomNetworksTest {

  private static final int CLASSES = 3;
  private static final List<SynapticRule> RULES =
      List.of(
          TestRules.backpropagation(),
          TestRules.feedbackAlignment(),
          TestRules.tied(FeedbackGroup.TASK),
          TestRules.tied(FeedbackGroup.ALIGNMENT),
          TestRules.reconstruction());

  @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
  void all_libraries_agree_on_loss_and_gradients(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 4, max = 8) int height,
      @ForAll @IntRange(min = 4, max = 8) int width) {
    ImageShape image = new ImageShape(height, width, 2 + (int) Math.floorMod(seed, 3L));
    SynapticRule rule = RULES.get((int) Math.floorMod(seed / 3, (long) RULES.size()));
    Batch images = batch(seed, batch, image);
    Compiler plain = new Compiler(new Nd4jKernels(), java.util.Set.copyOf(Compiler.passes()));
    List<KernelLibrary> libraries =
        ServiceLoader.load(KernelLibrary.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(libraries).isNotEmpty();
    Network exact = network(seed, DataType.DOUBLE, batch, image);
    try (TrainingStep expected = step(exact, rule, plain, new Nd4jKernels())) {
      Map<String, NamedArray> parameters = moved(expected, seed);
      parameters.forEach((name, value) -> expected.set(name, doubles(value)));
      for (KernelLibrary library : libraries) {
        Assume.that(library.obstacle().isEmpty());
        Network network = network(seed, DataType.FLOAT, batch, image);
        try (TrainingStep got = step(network, rule, new Compiler(library), library)) {
          parameters.forEach(got::set);
          Agreement.requireEqualGradientsTogether(library.id(), got, expected, rule, images);
        }
      }
    }
  }

  private static Network network(long seed, DataType precision, int batch, ImageShape image) {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, precision, batch, image, CLASSES);
    return new RandomNetwork(builder, new Random(seed)).build();
  }

  private static NamedArray doubles(NamedArray array) {
    return new NamedArray(array.shape(), Agreement.doubles(array.values()));
  }

  private static TrainingStep step(
      Network network, SynapticRule rule, Compiler compiler, KernelLibrary library) {
    StepPlan plan = StepPlan.of(network, RuleAssignment.everywhere(rule), compiler);
    OptimizerSpec sgd = OptimizerSpec.sgd(0.1, 0, 0);
    return new TrainingStep(plan, sgd, sgd, 11, library);
  }

  /**
   * Parameters in general position: shifts of 0 would let a norm see through a ReLU, and where the
   * network is sure of a class, the error is the difference of nearly equal numbers.
   */
  private static Map<String, NamedArray> moved(TrainingStep step, long seed) {
    Map<String, NamedArray> moved = new LinkedHashMap<>();
    for (String name : step.names()) {
      RandomStream stream = RandomStream.of(seed, name, 1);
      double scale = name.startsWith("logits") ? 0.2 : 1;
      double[] initial = (double[]) step.get(name).values();
      float[] values = new float[initial.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * (initial[i] + 0.2 * stream.nextGaussian()));
      }
      moved.put(name, new NamedArray(step.get(name).shape(), values));
    }
    return moved;
  }

  private static Batch batch(long seed, int size, ImageShape image) {
    RandomStream stream = RandomStream.of(seed, "images", 0);
    float[] images = new float[size * image.size()];
    int[] labels = new int[size];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) stream.nextGaussian();
    }
    for (int i = 0; i < size; i++) {
      // One class never comes, so that the errors of a batch do not cancel.
      labels[i] = stream.nextInt(CLASSES - 1);
    }
    return new Batch(images, labels, size);
  }
}
