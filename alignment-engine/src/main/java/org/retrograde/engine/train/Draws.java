// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.random.RandomStream;

/** Draws the values of a buffer. */
final class Draws {

  private Draws() {}

  /**
   * Fills a buffer, value by value in row-major order.
   *
   * @param target contiguous, row-major
   */
  static void fill(INDArray target, Initializer initializer, Fans fans, RandomStream stream) {
    double[] drawn = new double[Math.toIntExact(target.length())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = initializer.draw(fans, stream);
    }
    ArrayTransfer.write(drawn, target);
  }
}
