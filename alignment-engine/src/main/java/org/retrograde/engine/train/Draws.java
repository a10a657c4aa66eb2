// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.random.NoiseFill;

/** Draws the values of a buffer. */
final class Draws {

  private Draws() {}

  /**
   * Fills a buffer with what a step draws, by a faster way where there is one.
   *
   * @param target contiguous, row-major
   */
  static void inStep(INDArray target, Initializer initializer, Fans fans, RandomStream stream) {
    if (initializer instanceof Initializer.Normal normal) {
      NoiseFill.normal(target, normal.deviation(), stream);
    } else if (initializer instanceof Initializer.Uniform uniform) {
      NoiseFill.uniform(target, -uniform.limit(), uniform.limit(), stream);
    } else if (initializer instanceof Initializer.GlorotUniform glorot) {
      double limit = glorot.limit(fans);
      NoiseFill.uniform(target, -limit, limit, stream);
    } else {
      each(target, initializer, fans, stream);
    }
  }

  /**
   * Fills a buffer, value by value in row-major order.
   *
   * @param target contiguous, row-major
   */
  static void each(INDArray target, Initializer initializer, Fans fans, RandomStream stream) {
    double[] drawn = new double[Math.toIntExact(target.length())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = initializer.draw(fans, stream);
    }
    ArrayTransfer.write(drawn, target);
  }
}
