// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.readout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.ParameterRole;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Two images, four steps, three classes; largest probabilities stand beside each row. */
final class DecoderTest {

  private static final double[][][] LOGITS = {
    // The first image: 0.40, 0.92, 0.95, 0.92. The second never reaches 0.9: 0.40, 0.70, 0.60,
    // 0.70.
    {log(0.4, 0.3, 0.3), log(0.04, 0.92, 0.04), log(0.95, 0.03, 0.02), log(0.02, 0.06, 0.92)},
    {log(0.3, 0.4, 0.3), log(0.7, 0.2, 0.1), log(0.2, 0.2, 0.6), log(0.1, 0.2, 0.7)},
  };

  private static double[] log(double... p) {
    double[] logits = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      logits[i] = Math.log(p[i]);
    }
    return logits;
  }

  @Test
  void last_takes_the_last_step() {
    EXACT.requireAgree("last", decoded(new Decoder.Last()), at(3, 3));
  }

  @Test
  void a_threshold_takes_the_first_that_reaches_it_or_the_most_confident() {
    EXACT.requireAgree("threshold", decoded(new Decoder.Threshold(0.9)), at(1, 1));
    EXACT.requireAgree("threshold", decoded(new Decoder.Threshold(0.93)), at(2, 1));
  }

  @Test
  void the_most_confident_step_is_the_first_of_equals() {
    EXACT.requireAgree("confidence", decoded(new Decoder.MaxConfidence(1)), at(2, 1));
  }

  /** Without temperature every step is equally confident. */
  @Test
  void a_temperature_changes_which_step_is_most_confident() {
    EXACT.requireAgree("confidence", decoded(new Decoder.MaxConfidence(0)), at(0, 0));
  }

  @Test
  void a_time_average_is_the_mean_of_logits() {
    double[] mean = new double[6];
    for (int i = 0; i < 6; i++) {
      for (int t = 0; t < 4; t++) {
        mean[i] += LOGITS[i / 3][t][i % 3] / 4;
      }
    }
    DOUBLE.requireAgree("mean", decoded(new Decoder.TimeAverage()), mean);
  }

  @Test
  void a_weighted_average_has_the_softmax_of_confidences_as_weights() {
    double[][] confidence = {{0.4, 0.92, 0.95, 0.92}, {0.4, 0.7, 0.6, 0.7}};
    double[] expected = new double[6];
    for (int image = 0; image < 2; image++) {
      double sum = 0;
      for (double c : confidence[image]) {
        sum += Math.exp(c);
      }
      for (int t = 0; t < 4; t++) {
        for (int n = 0; n < 3; n++) {
          expected[3 * image + n] += Math.exp(confidence[image][t]) / sum * LOGITS[image][t][n];
        }
      }
    }
    DOUBLE.requireAgree("weighted", decoded(new Decoder.WeightedAverage(1)), expected);
  }

  @Test
  void a_threshold_is_a_probability() {
    assertThatThrownBy(() -> new Decoder.Threshold(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Decoder.Threshold(0)).hasMessageContaining("probability");
  }

  private static double[] at(int first, int second) {
    double[] values = new double[6];
    System.arraycopy(LOGITS[0][first], 0, values, 0, 3);
    System.arraycopy(LOGITS[1][second], 0, values, 3, 3);
    return values;
  }

  private static double[] decoded(Decoder decoder) {
    SharedLayers layers =
        new NetworkBuilder(Mode.EVALUATION, DataType.DOUBLE, 2, new ImageShape(1, 1, 1), 3)
            .shared();
    List<Tensor> steps = new ArrayList<>();
    Map<String, INDArray> inputs = new HashMap<>();
    for (int t = 0; t < 4; t++) {
      String name = "logits" + t;
      Initializer free = new Initializer.Constant(0);
      steps.add(layers.parameter(name, List.of(2, 3), ParameterRole.SHIFT, free));
      inputs.put(name, Nd4j.createFromArray(new double[][] {LOGITS[0][t], LOGITS[1][t]}));
    }
    String result = decoder.decode(steps).variable().name();
    if (inputs.containsKey(result)) {
      return inputs.get(result).data().asDouble();
    }
    try (Program program =
        new Compiler(new Nd4jKernels())
            .plan(
                steps.get(0).variable().getSameDiff(),
                new Request(Set.of(), Set.of(result), Set.of()))
            .bind(inputs, Map.of())) {
      program.run();
      return program.value(result).dup('c').data().asDouble();
    }
  }
}
