// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.result.Evaluation;
import org.retrograde.engine.Tolerances;

final class ClassificationTest {

  @Test
  void counts_the_first_and_the_first_five_of_the_valid_rows() {
    float[] logits = {
      0, 1, 2, 3, 4, 5, // the highest is class 5, the lowest of all class 0
      9, 1, 2, 3, 4, 5, //
      0, 0, 0, 0, 0, 9, // filling
    };
    Classification classification = new Classification(Loss.SOFTMAX_CROSS_ENTROPY);
    classification.add(logits, new int[] {1, 0, 0}, 2);
    Evaluation result = classification.result();
    assertThat(result.examples()).isEqualTo(2);
    assertThat(result.top1()).isEqualTo(0.5);
    assertThat(result.top5()).isEqualTo(1);
  }

  @Test
  void the_last_of_six_is_not_among_five() {
    Classification classification = new Classification(Loss.SOFTMAX_CROSS_ENTROPY);
    classification.add(new float[] {0, 1, 2, 3, 4, 5}, new int[] {0}, 1);
    assertThat(classification.result().top5()).isZero();
  }

  @Test
  void equal_logits_go_to_the_lower_class_and_cost_the_logarithm_of_their_number() {
    Classification classification = new Classification(Loss.SOFTMAX_CROSS_ENTROPY);
    classification.add(new float[] {7, 7, 7, 7}, new int[] {0}, 1);
    classification.add(new float[] {7, 7, 7, 7}, new int[] {3}, 1);
    assertThat(classification.result().top1()).isEqualTo(0.5);
    assertThat(classification.result().loss()).isCloseTo(Math.log(4), Tolerances.DOUBLE);
  }

  /** softplus(0) = log 2, softplus(log 3) = log 4, and at ±1000 softplus is max(z, 0). */
  @Test
  void the_sigmoid_loss_sums_over_classes_and_stays_finite() {
    Classification small = new Classification(Loss.SIGMOID_CROSS_ENTROPY);
    small.add(new float[] {0, (float) Math.log(3)}, new int[] {1}, 1);
    assertThat(small.result().loss())
        .isCloseTo(Math.log(2) + Math.log(4) - Math.log(3), Tolerances.FLOAT);

    Classification large = new Classification(Loss.SIGMOID_CROSS_ENTROPY);
    large.add(new float[] {1000, -1000, 500}, new int[] {1}, 1);
    assertThat(large.result().loss()).isEqualTo(2500);
  }

  @Test
  void a_logit_that_is_no_number_never_counts() {
    Classification classification = new Classification(Loss.SOFTMAX_CROSS_ENTROPY);
    classification.add(new float[] {Float.NaN, 1}, new int[] {0}, 1);
    assertThat(classification.result().top1()).isZero();
  }
}
