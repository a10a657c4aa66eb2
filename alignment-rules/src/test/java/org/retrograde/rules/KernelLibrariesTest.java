// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;
import org.retrograde.testkit.Tolerance;

/** Every rule on real architectures: the gradients of a step agree on all kernel libraries. */
final class KernelLibrariesTest {

  private static final int CLASSES = 4;

  /** What is trained on, images of odd and of unequal sides among it. */
  private record Sample(
      String name, Function<NetworkBuilder, Tensor> logits, ImageShape image, int batch) {

    Network network() {
      NetworkBuilder builder =
          new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, batch, image, CLASSES);
      return builder.build(logits.apply(builder));
    }

    Batch images() {
      RandomStream stream = RandomStream.of(6, name, batch);
      float[] pixels = new float[batch * image.size()];
      int[] labels = new int[batch];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) stream.nextGaussian();
      }
      for (int i = 0; i < batch; i++) {
        labels[i] = stream.nextInt(CLASSES);
      }
      return new Batch(pixels, labels, batch);
    }
  }

  private static List<Sample> samples() {
    Map<String, ?> small = Map.of("depth", 8, "filters", 3);
    Map<String, ?> smooth = Map.of("activation", "tanh", "pooling", "average");
    List<Sample> samples = new ArrayList<>();
    for (int batch : new int[] {1, 3}) {
      ImageShape odd = new ImageShape(13, 13, 3);
      ImageShape unequal = new ImageShape(15, 13, 1);
      samples.add(new Sample("resnet-cifar", b -> build("resnet-cifar", b, small), odd, batch));
      samples.add(
          new Sample("resnet-cifar wide", b -> build("resnet-cifar", b, small), unequal, batch));
      samples.add(new Sample("lenet", b -> build("lenet", b, Map.of()), odd, batch));
      samples.add(new Sample("smooth lenet", b -> build("lenet", b, smooth), unequal, batch));
      samples.add(new Sample("pre-activation", KernelLibrariesTest::preActivation, unequal, batch));
    }
    return samples;
  }

  private static Tensor build(String id, NetworkBuilder builder, Map<String, ?> parameters) {
    Architecture architecture =
        ServiceLoader.load(Architecture.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(plugin -> plugin.id().equals(id))
            .findFirst()
            .orElseThrow();
    KeyLocation location = KeyLocation.under("architecture");
    return architecture.build(builder, architecture.parameters().bind(parameters, location));
  }

  /** Residual blocks of version 2, with a strided 1x1 shortcut, small as no published one is. */
  private static Tensor preActivation(NetworkBuilder b) {
    Tensor x = convolution(b, "stem", b.input(), 3, 1);
    for (int block = 1; block <= 2; block++) {
      Tensor active = normRelu(b, "block" + block + ".norm1", x);
      Tensor y = convolution(b, "block" + block + ".conv1", active, 3, block);
      y = normRelu(b, "block" + block + ".norm2", y);
      y = convolution(b, "block" + block + ".conv2", y, 3, 1);
      Tensor shortcut = block == 1 ? x : convolution(b, "shortcut", active, 1, 2);
      x = b.add(y, shortcut);
    }
    x = b.globalAveragePool(normRelu(b, "finalNorm", x));
    return b.dense("logits", x, b.classes(), true, new Initializer.GlorotUniform());
  }

  private static Tensor normRelu(NetworkBuilder b, String name, Tensor x) {
    return b.activation(Activation.RELU, b.batchNorm(name, x, new BatchNormSpec(0.9, 1e-5, 1)));
  }

  private static Tensor convolution(
      NetworkBuilder b, String name, Tensor x, int kernel, int stride) {
    Initializer weights = new Initializer.GlorotUniform();
    return b.convolution(
        name, x, new ConvolutionSpec(5, kernel, stride, kernel / 2, false, weights));
  }

  @TestFactory
  Stream<DynamicNode> all_gradients_agree_with_the_reference() {
    return ServiceLoader.load(LearningRule.class).stream()
        .map(ServiceLoader.Provider::get)
        .map(
            rule ->
                dynamicContainer(
                    rule.id(),
                    samples().stream()
                        .map(
                            s ->
                                dynamicTest(
                                    s.name() + ", batch " + s.batch(), () -> check(rule, s)))));
  }

  private static void check(LearningRule family, Sample sample) {
    // The rule that users compose themselves has no defaults.
    boolean open = family.id().equals("composed");
    SynapticRule rule = Lab.rule(family, open ? Map.of("amp", 0.3, "self", 0.25) : Map.of());
    List<KernelLibrary> others =
        ServiceLoader.load(KernelLibrary.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(library -> !(library instanceof Nd4jKernels))
            .toList();
    assumeTrue(!others.isEmpty(), "there is no other kernel library");
    try (TrainingStep expected = step(sample, rule, new Nd4jKernels())) {
      double loss = expected.runWithoutUpdate(sample.images());
      for (KernelLibrary library : others) {
        assumeTrue(library.obstacle().isEmpty(), library.id() + " cannot serve here");
        try (TrainingStep got = step(sample, rule, library)) {
          double gotLoss = got.runWithoutUpdate(sample.images());
          Tolerance.ACCUMULATED.requireAgree("loss", gotLoss, loss);
          assertAll(library.id(), gradients(got, expected, rule));
        }
      }
    }
  }

  private static Stream<Executable> gradients(
      TrainingStep got, TrainingStep expected, SynapticRule rule) {
    boolean moves = rule.feedbackGroup() != FeedbackGroup.FIXED;
    return expected.names().stream()
        .filter(name -> !name.contains(".running") && (moves || !name.endsWith(".B")))
        .map(
            name ->
                () ->
                    Tolerance.ACCUMULATED.requireAgree(
                        "gradient of " + name, got.gradient(name), expected.gradient(name)));
  }

  private static TrainingStep step(Sample sample, SynapticRule rule, KernelLibrary library) {
    OptimizerSpec sgd = OptimizerSpec.sgd(0.1, 0, 0);
    return new TrainingStep(sample.network(), assigned(rule), sgd, sgd, 17, library);
  }

  /** A rule with a phase outside the graph takes dense layers only. */
  private static RuleAssignment assigned(SynapticRule rule) {
    SynapticRule elsewhere =
        rule.phase().isPresent()
            ? Lab.rule(new PublishedRules.FeedbackAlignment(), Map.of())
            : rule;
    return new RuleAssignment(
        List.of(
            new RuleAssignment.Entry("logits", rule), new RuleAssignment.Entry("*", elsewhere)));
  }
}
