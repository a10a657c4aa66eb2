// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.readout;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.graph.op.TensorOps;

/**
 * Makes one row of logits of those of several steps, {@code L[t]} with classes n. Confidence is
 * {@code max_n softmax(beta L[t])_n}.
 */
public sealed interface Decoder {

  /**
   * Adds the decision to the graph.
   *
   * @param logits those of each step considered, {@code [batch, classes]}, at least one
   * @return {@code [batch, classes]}
   */
  Tensor decode(List<Tensor> logits);

  /** The last step's. */
  record Last() implements Decoder {

    @Override
    public Tensor decode(List<Tensor> logits) {
      return logits.get(logits.size() - 1);
    }
  }

  /** The mean over steps. */
  record TimeAverage() implements Decoder {

    @Override
    public Tensor decode(List<Tensor> logits) {
      SDVariable sum = logits.stream().map(Tensor::variable).reduce(SDVariable::add).orElseThrow();
      return new Tensor(TensorOps.affine(sum, 1.0 / logits.size(), 0), logits.get(0).shape());
    }
  }

  /**
   * A mean over steps with the softmax over time of confidences as weights.
   *
   * @param temperature beta
   */
  record WeightedAverage(double temperature) implements Decoder {

    @Override
    public Tensor decode(List<Tensor> logits) {
      SDVariable confidences = Confidence.of(logits, temperature);
      return Confidence.weighted(logits, TensorOps.softmax(confidences, 2));
    }
  }

  /**
   * The most confident step's; the first of equals. Where the step lies is not differentiated.
   *
   * @param temperature beta
   */
  record MaxConfidence(double temperature) implements Decoder {

    @Override
    public Tensor decode(List<Tensor> logits) {
      SDVariable confidences = Confidence.of(logits, temperature);
      return Confidence.weighted(logits, TensorOps.largestMask(confidences));
    }
  }

  /**
   * The first step's whose confidence reaches a threshold, or else the most confident one's. Where
   * the step lies is not differentiated.
   *
   * @param threshold a probability, 0.9 in published networks
   */
  record Threshold(double threshold) implements Decoder {

    /** Checks that it is a probability. */
    public Threshold {
      if (!(threshold > 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "a threshold is a probability above 0, found " + threshold);
      }
    }

    @Override
    public Tensor decode(List<Tensor> logits) {
      SDVariable capped = TensorOps.atMost(Confidence.of(logits, 1), threshold);
      return Confidence.weighted(logits, TensorOps.largestMask(capped));
    }
  }
}
