// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The gradient of a synapse's weights, added up as the walk passes their uses: one filter gradient
 * for so many consecutive uses, computed as soon as the last of them is there.
 */
final class WeightGradient {

  private final int batch;
  private final int usesPerStack;
  private final List<UsePass> waiting = new ArrayList<>();
  private @Nullable SDVariable sum;

  WeightGradient(int batch, int usesPerStack) {
    this.batch = batch;
    this.usesPerStack = usesPerStack;
  }

  void add(UsePass use) {
    waiting.add(use);
    if (waiting.size() == usesPerStack) {
      computeStack();
    }
  }

  /** The sum over all uses, of which there is at least one. */
  SDVariable sum() {
    if (!waiting.isEmpty()) {
      computeStack();
    }
    return java.util.Objects.requireNonNull(sum, "a gradient of no use");
  }

  private void computeStack() {
    SDVariable gradient = new UseStack(waiting, batch).gradient();
    sum = sum == null ? gradient : sum.add(gradient);
    waiting.clear();
  }
}
