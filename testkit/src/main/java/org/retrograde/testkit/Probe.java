// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.List;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Network;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.certificate.ProbeNetwork;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** A small float64 network with every kind of synapse, on which rules and primitives are tried. */
final class Probe {

  /** A padded convolution, one with stride as well, and two dense layers. */
  static final List<String> LAYERS = List.of("same", "strided", "hidden", "logits");

  static final double TASK_RATE = 0.05;
  static final double ALIGNMENT_RATE = 0.01;

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
    return ProbeNetwork.network(batch);
  }

  /**
   * Images and labels that differ between indices; with {@code copies}, all of them several times
   * over.
   */
  static Batch batch(int index, int images, int copies) {
    RandomStream stream = RandomStream.of(SEED, "probe-images", index);
    int once = images * ProbeNetwork.IMAGE.size();
    float[] pixels = new float[once * copies];
    int[] labels = new int[images * copies];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i < once ? (float) stream.nextGaussian() : pixels[i - once];
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (i % images + index) % ProbeNetwork.CLASSES;
    }
    return new Batch(pixels, labels, labels.length);
  }
}
