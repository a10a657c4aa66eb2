// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.readout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.graph.op.TensorOps;

/** Confidences and what follows from them. */
final class Confidence {

  private Confidence() {}

  /** {@code [batch, steps]}. */
  static SDVariable of(List<Tensor> logits, double temperature) {
    List<SDVariable> steps = new ArrayList<>();
    for (Tensor at : logits) {
      SDVariable p = TensorOps.softmax(TensorOps.affine(at.variable(), temperature, 0), 2);
      SDVariable largest = TensorOps.product(p, TensorOps.largestMask(p));
      steps.add(largest.sum(true, 1));
    }
    int[] ones = IntStream.range(0, steps.size()).map(i -> 1).toArray();
    return TensorOps.joinChannels(steps, 2, ones);
  }

  /** {@code Σ_t weights[t] L[t]}, weights {@code [batch, steps]}. */
  static Tensor weighted(List<Tensor> logits, SDVariable weights) {
    int classes = logits.get(0).channels();
    int[] ones = IntStream.range(0, logits.size()).map(i -> 1).toArray();
    List<SDVariable> columns = TensorOps.splitChannels(weights, 2, ones);
    SDVariable row =
        weights.getSameDiff().constant(Nd4j.ones(logits.get(0).variable().dataType(), 1, classes));
    List<SDVariable> terms = new ArrayList<>();
    for (int t = 0; t < logits.size(); t++) {
      SDVariable everywhere = weights.getSameDiff().mmul(columns.get(t), row);
      terms.add(TensorOps.product(everywhere, logits.get(t).variable()));
    }
    return new Tensor(terms.stream().reduce(SDVariable::add).orElseThrow(), logits.get(0).shape());
  }
}
