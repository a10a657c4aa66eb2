// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

/** Every differentiable building block against central differences in float64. */
final class GradientTest {

  private static final ImageShape IMAGE = new ImageShape(7, 6, 3);
  private static final int BATCH = 3;
  private static final int CLASSES = 4;
  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();
  private static final BatchNormSpec NORM = new BatchNormSpec(0.9, 1e-3, 1.5);

  static Stream<Arguments> blocks() {
    return Stream.of(
        block("convolution with stride 1 and padding", (b, x) -> convolution(b, "c", x, 3, 1, 1)),
        block("strided convolution with padding", (b, x) -> convolution(b, "c", x, 3, 2, 1)),
        block("strided convolution without padding", (b, x) -> convolution(b, "c", x, 2, 2, 0)),
        block("strided 1x1 convolution", (b, x) -> convolution(b, "c", x, 1, 2, 0)),
        block("batch norm", (b, x) -> b.batchNorm("n", x, NORM)),
        block("batch norm of features", (b, x) -> b.batchNorm("n", b.flatten(x), NORM)),
        block("relu", (b, x) -> b.activation(Activation.RELU, x)),
        block("elu", (b, x) -> b.activation(Activation.ELU, x)),
        block("tanh", (b, x) -> b.activation(Activation.TANH, x)),
        block("sigmoid", (b, x) -> b.activation(Activation.SIGMOID, x)),
        block("max pool", (b, x) -> b.maxPool(x, 2, 2, 0)),
        block("max pool with padding", (b, x) -> b.maxPool(x, 3, 2, 1)),
        block("average pool", (b, x) -> b.averagePool(x, 2, 2, 0)),
        block("average pool with padding", (b, x) -> b.averagePool(x, 3, 2, 1)),
        block("global average pool", (b, x) -> b.globalAveragePool(x)),
        block(
            "subsampling and channel padding",
            (b, x) -> b.padChannels(b.averagePool(x, 1, 2, 0), 9)),
        block("dense", (b, x) -> b.dense("d", b.flatten(x), 6, true, WEIGHTS)),
        block("residual block", GradientTest::residual));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void gradients_equal_central_differences(
      String name, BiFunction<NetworkBuilder, Tensor, Tensor> block) {
    CentralDifferences.requireGradients(step(block, Loss.SOFTMAX_CROSS_ENTROPY), batch());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void gradients_of_losses_equal_central_differences(Loss objective) {
    CentralDifferences.requireGradients(
        step((b, x) -> b.activation(Activation.TANH, x), objective), batch());
  }

  /**
   * A convolution before the block makes its input's error visible; a dense layer after it makes
   * its output count.
   */
  private static TrainingStep step(
      BiFunction<NetworkBuilder, Tensor, Tensor> block, Loss objective) {
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, BATCH, IMAGE, CLASSES);
    Tensor before = convolution(builder, "before", builder.input(), 3, 1, 1);
    Tensor after = builder.flatten(block.apply(builder, before));
    Tensor logits = builder.dense("logits", after, CLASSES, true, WEIGHTS);
    return new TrainingStep(
        builder.build(logits, objective),
        RuleAssignment.everywhere(TestRules.backpropagation()),
        OptimizerSpec.sgd(0.1, 0, 0),
        OptimizerSpec.sgd(0.1, 0, 0),
        7,
        new Nd4jKernels());
  }

  private static Tensor residual(NetworkBuilder b, Tensor x) {
    Tensor first =
        b.activation(Activation.RELU, b.batchNorm("n1", convolution(b, "c1", x, 3, 2, 1), NORM));
    Tensor second = b.batchNorm("n2", convolution(b, "c2", first, 3, 1, 1), NORM);
    Tensor shortcut = b.batchNorm("n3", convolution(b, "c3", x, 1, 2, 0), NORM);
    return b.activation(Activation.RELU, b.add(second, shortcut));
  }

  private static Tensor convolution(
      NetworkBuilder b, String name, Tensor x, int kernel, int stride, int padding) {
    return b.convolution(name, x, new ConvolutionSpec(4, kernel, stride, padding, true, WEIGHTS));
  }

  private static Batch batch() {
    RandomStream stream = RandomStream.of(3, "images", 0);
    float[] images = new float[BATCH * IMAGE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) stream.nextGaussian();
    }
    return new Batch(images, new int[] {0, 3, 1}, BATCH);
  }

  private static Arguments block(String name, BiFunction<NetworkBuilder, Tensor, Tensor> block) {
    return Arguments.of(name, block);
  }
}
