// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.List;
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
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** A small float64 network with every kind of synapse, on which rules and primitives are tried. */
final class Probe {

  /** A padded convolution, one with stride as well, and two dense layers. */
  static final List<String> LAYERS = List.of("same", "strided", "hidden", "logits");

  static final double TASK_RATE = 0.05;
  static final double ALIGNMENT_RATE = 0.01;

  private static final ImageShape IMAGE = new ImageShape(5, 4, 2);
  private static final int CLASSES = 3;
  private static final long SEED = 20;

  private Probe() {}

  static TrainingStep step(SynapticRule rule, int batch, KernelLibrary kernels) {
    return new TrainingStep(
        network(batch),
        RuleAssignment.everywhere(rule),
        OptimizerSpec.sgd(TASK_RATE, 0.9, 0.01),
        OptimizerSpec.adam(ALIGNMENT_RATE),
        SEED,
        kernels);
  }

  static Network network(int batch) {
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, batch, IMAGE, CLASSES);
    Initializer normal = new Initializer.Normal(0.5);
    Tensor same =
        builder.convolution("same", builder.input(), new ConvolutionSpec(2, 3, 1, 1, true, normal));
    Tensor normed = builder.batchNorm("norm", same, new BatchNormSpec(0.9, 1e-5, 1));
    Tensor active = builder.activation(Activation.TANH, normed);
    Tensor strided =
        builder.convolution("strided", active, new ConvolutionSpec(3, 3, 2, 1, false, normal));
    Tensor features = builder.flatten(builder.activation(Activation.ELU, strided));
    Tensor hidden =
        builder.activation(Activation.TANH, builder.dense("hidden", features, 4, true, normal));
    return builder.build(builder.dense("logits", hidden, CLASSES, true, normal));
  }

  /**
   * Images and labels that differ between indices; with {@code copies}, all of them several times
   * over.
   */
  static Batch batch(int index, int images, int copies) {
    RandomStream stream = RandomStream.of(SEED, "probe-images", index);
    int once = images * IMAGE.size();
    float[] pixels = new float[once * copies];
    int[] labels = new int[images * copies];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i < once ? (float) stream.nextGaussian() : pixels[i - once];
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (i % images + index) % CLASSES;
    }
    return new Batch(pixels, labels, labels.length);
  }
}
