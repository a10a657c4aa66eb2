// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;
import java.util.ServiceLoader;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Where ND4J computes, which the build decides. Known without loading anything native, so that a
 * machine can be looked at before ND4J starts on it.
 */
public enum Backend {
  /** In the processor, on arrays in its memory. */
  PROCESSOR,

  /** On NVIDIA's cards, on arrays in theirs; ND4J does not start without one. */
  CARDS;

  private static final String CUDA = "org.nd4j.linalg.jcublas.";

  /**
   * Tells which backend is on the class path.
   *
   * @return the one that ND4J would start
   */
  public static Backend installed() {
    return of(
        ServiceLoader.load(Nd4jBackend.class).stream()
            .map(provider -> provider.type().getName())
            .toList());
  }

  /** ND4J prefers cards, whether or not it can run on them. */
  static Backend of(List<String> classes) {
    return classes.stream().anyMatch(name -> name.startsWith(CUDA)) ? CARDS : PROCESSOR;
  }
}
