// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
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
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** Synapses in float64 on which a rule's theory can be tried. */
final class Lab {

  static final ImageShape IMAGE = new ImageShape(4, 5, 2);

  private static final Initializer NORMAL = new Initializer.Normal(0.5);

  private Lab() {}

  static SynapticRule rule(LearningRule family, Map<String, ?> values) {
    return family.configure(family.parameters().bind(values, KeyLocation.under("rule")));
  }

  /**
   * One dense synapse "logits", without bias, that both optimisers move by plain gradient descent.
   */
  static TrainingStep dense(SynapticRule rule, int images, int inputs, int outputs) {
    NetworkBuilder builder = builder(images, new ImageShape(1, 1, inputs), outputs);
    Tensor x = builder.flatten(builder.input());
    return step(builder.build(builder.dense("logits", x, outputs, false, NORMAL)), rule, 0);
  }

  /** A convolution "conv" without bias, whose outputs one dense synapse "logits" reads. */
  static TrainingStep convolution(
      SynapticRule rule, int images, ImageShape image, ConvolutionSpec spec, double weightDecay) {
    NetworkBuilder builder = builder(images, image, 2);
    Tensor y = builder.convolution("conv", builder.input(), spec);
    Tensor logits = builder.dense("logits", builder.flatten(y), 2, false, NORMAL);
    return step(builder.build(logits), rule, weightDecay);
  }

  /**
   * Two convolutions and two dense layers with every kind of nonlinearity after them, one of which
   * a rule aligns; the others' errors are carried by W.
   */
  static TrainingStep network(SynapticRule rule, String layer, int images) {
    NetworkBuilder builder = builder(images, IMAGE, 3);
    Tensor same = builder.convolution("same", builder.input(), biased(3, 1));
    Tensor normed = builder.batchNorm("norm", same, new BatchNormSpec(0.9, 1e-5, 1));
    Tensor strided =
        builder.convolution("strided", builder.activation(Activation.TANH, normed), biased(2, 2));
    Tensor features = builder.flatten(builder.activation(Activation.ELU, strided));
    Tensor hidden = builder.dense("hidden", features, 4, true, NORMAL);
    Tensor active = builder.activation(Activation.SIGMOID, hidden);
    Network network = builder.build(builder.dense("logits", active, 3, true, NORMAL));
    RuleAssignment rules =
        new RuleAssignment(
            List.of(
                new RuleAssignment.Entry(layer, rule),
                new RuleAssignment.Entry(
                    "*", rule(new PublishedRules.Backpropagation(), Map.of()))));
    OptimizerSpec plain = OptimizerSpec.sgd(1, 0, 0);
    TrainingStep step = new TrainingStep(network, rules, plain, plain, 3, new Nd4jKernels());
    step.names().stream()
        .filter(name -> name.endsWith(".b"))
        .forEach(name -> step.set(name, ramp(step.get(name))));
    return step;
  }

  private static ConvolutionSpec biased(int filters, int stride) {
    return new ConvolutionSpec(filters, 3, stride, 1, true, NORMAL);
  }

  /** Biases that differ, so that it matters where they are added. */
  private static NamedArray ramp(NamedArray like) {
    double[] values = FixtureArrays.doubles(like).clone();
    java.util.Arrays.setAll(values, i -> 0.2 * i - 0.3);
    return new NamedArray(like.shape(), values);
  }

  static ConvolutionSpec spec(int filters, int kernel, int stride, int padding) {
    return new ConvolutionSpec(filters, kernel, stride, padding, false, NORMAL);
  }

  static Batch batch(double[] pixels, int images) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) pixels[i];
    }
    return new Batch(values, new int[images], images);
  }

  static NamedArray array(double[] values, long... shape) {
    return new NamedArray(java.util.Arrays.stream(shape).boxed().toList(), values);
  }

  static double[] values(TrainingStep step, String name) {
    return FixtureArrays.doubles(step.get(name));
  }

  static double[] gradient(TrainingStep step, String name) {
    return FixtureArrays.doubles(step.gradient(name));
  }

  /** Lets B alone move, by plain gradient descent on one batch. */
  static void moveFeedback(TrainingStep step, Batch batch, double rate, int times) {
    for (int i = 0; i < times; i++) {
      step.run(batch, 0, rate);
    }
  }

  private static NetworkBuilder builder(int images, ImageShape image, int classes) {
    return new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, images, image, classes);
  }

  private static TrainingStep step(Network network, SynapticRule rule, double weightDecay) {
    return new TrainingStep(
        network,
        new RuleAssignment(List.of(new RuleAssignment.Entry("*", rule))),
        OptimizerSpec.sgd(1, 0, weightDecay),
        OptimizerSpec.sgd(1, 0, 0),
        3,
        new Nd4jKernels());
  }
}
