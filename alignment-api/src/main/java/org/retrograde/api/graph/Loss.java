// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.loss.SigmoidCrossEntropyLoss;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.SoftmaxCrossEntropy;

/** What a network minimises, of logits z and one-hot labels t of a batch of N images. */
public enum Loss {
  /**
   * {@code -1/N Σ t log softmax(z)}: one class is right. The error at the logits is {@code
   * (softmax(z) - t) / N}.
   */
  SOFTMAX_CROSS_ENTROPY("softmax-cross-entropy") {
    @Override
    SDVariable of(SameDiff graph, SDVariable logits, Tensor labels) {
      return new SoftmaxCrossEntropy(graph, logits, labels.variable()).outputVariables()[0];
    }
  },

  /**
   * {@code 1/N Σ softplus(z) - t z}, summed over classes: each class is a question of its own. The
   * error at the logits is {@code (sigmoid(z) - t) / N} (Akrout et al. 2019, the published code).
   */
  SIGMOID_CROSS_ENTROPY("sigmoid-cross-entropy") {
    /** ND4J's operation is finite for large logits, and its gradient is exact at 0. */
    @Override
    SDVariable of(SameDiff graph, SDVariable logits, Tensor labels) {
      SDVariable share =
          graph.constant(Nd4j.scalar(logits.dataType(), 1.0 / labels.shape().get(0)));
      return new SigmoidCrossEntropyLoss(
              graph, LossReduce.SUM, logits, share, labels.variable(), 0.0)
          .outputVariables()[0];
    }
  };

  private final String id;

  Loss(String id) {
    this.id = id;
  }

  /**
   * Returns the word in files.
   *
   * @return for example {@code softmax-cross-entropy}
   */
  public String id() {
    return id;
  }

  /**
   * Returns the words of all losses.
   *
   * @return the ids, the default first
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Loss::id).toList();
  }

  /**
   * Finds a loss.
   *
   * @param id its word in files
   * @return the loss
   * @throws IllegalArgumentException if there is none
   */
  public static Loss of(String id) {
    return Arrays.stream(values())
        .filter(loss -> loss.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a loss is one of " + ids() + ", found " + id));
  }

  /** Adds the loss, a scalar, to a graph. */
  abstract SDVariable of(SameDiff graph, SDVariable logits, Tensor labels);
}
