// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.random;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Planted: randomness that nobody passed in. */
final class Dice {
  int utility(long seed) {
    return new Random(seed).nextInt();
  }

  int local() {
    return ThreadLocalRandom.current().nextInt();
  }

  double math() {
    return Math.random();
  }

  void shuffle(List<String> list) {
    Collections.shuffle(list);
  }

  INDArray array() {
    return Nd4j.rand(2, 2);
  }

  long generator() {
    return Nd4j.getRandom().getSeed();
  }
}
