// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.graph.op.TensorOps;
import org.retrograde.api.rule.StepInputs;
import org.retrograde.api.rule.SynapticSignals;

/**
 * The uses of a synapse side by side along the first axis, so that a rule, and one filter gradient,
 * see them at once.
 *
 * @param uses the uses
 * @param batch the number of images
 */
record UseStack(List<UsePass> uses, int batch) {

  /** The filter gradient of all uses together. */
  SDVariable gradient() {
    SynapticSignals first = uses.get(0).signals();
    return uses.size() == 1
        ? first.weightGradient()
        : first
            .map()
            .filterGradient(side(SynapticSignals::input), side(SynapticSignals::outputError));
  }

  /** What a rule sees of all uses, with the gradient of their weights. */
  SynapticSignals signals(SDVariable gradient, StepInputs steps) {
    SynapticSignals first = uses.get(0).signals();
    int classes = first.networkError().length(1);
    SDVariable networkError = forEachImage(s -> s.networkError().variable(), true);
    return new SynapticSignals(
        first.synapse(),
        batch,
        batch,
        uses.size(),
        forEachImage(SynapticSignals::input, false),
        forEachImage(SynapticSignals::output, false),
        first.feedback(),
        forEachImage(SynapticSignals::outputError, true),
        gradient,
        Tensor.of(networkError, batch * uses.size(), classes),
        steps);
  }

  private SDVariable side(Function<SynapticSignals, SDVariable> part) {
    return TensorOps.joinBatches(
        uses.stream().map(use -> part.apply(use.signals())).toList(),
        uses.stream().mapToInt(use -> use.signals().images()).toArray());
  }

  /** What images share is repeated; of an error each has its share. */
  private SDVariable forEachImage(Function<SynapticSignals, SDVariable> part, boolean shared) {
    int[] images = new int[uses.size()];
    Arrays.fill(images, batch);
    return TensorOps.joinBatches(
        uses.stream().map(use -> repeated(use.signals(), part, shared)).toList(), images);
  }

  private SDVariable repeated(
      SynapticSignals signals, Function<SynapticSignals, SDVariable> part, boolean shared) {
    SDVariable value = part.apply(signals);
    if (signals.images() == batch) {
      return value;
    }
    SDVariable repeated = TensorOps.repeat(value, batch);
    return shared ? TensorOps.affine(repeated, 1.0 / batch, 0) : repeated;
  }
}
