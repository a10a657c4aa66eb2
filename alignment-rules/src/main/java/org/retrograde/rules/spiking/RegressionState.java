// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one layer has learned about its effect on the next: for every connection two lines over the
 * largest drive of a window, one fitted to windows in which the unit spiked, one to the others.
 *
 * <p>The distance of the lines at the threshold estimates the weight: {@code beta = (slope_hi thr +
 * intercept_hi) - (slope_lo thr + intercept_lo)}. All start at 0. This is all that lasts from phase
 * to phase, apart from B itself. Arrays are {@code [inputs, outputs]} row-major. Not safe for use
 * by several threads.
 *
 * <p>Source: Guerguiev, Kording and Richards, ICLR 2020, in the form of the authors' code.
 */
public final class RegressionState {

  private static final String FEEDBACK_DEVIATION = "feedback-deviation";

  private final int inputs;
  private final int outputs;
  private final double feedbackDeviation;
  private final double[] slopeHi;
  private final double[] interceptHi;
  private final double[] slopeLo;
  private final double[] interceptLo;

  private RegressionState(int inputs, int outputs, Map<String, double[]> arrays) {
    this.inputs = inputs;
    this.outputs = outputs;
    int size = Math.multiplyExact(inputs, outputs);
    feedbackDeviation = copy(arrays, FEEDBACK_DEVIATION, 1)[0];
    Check.notNegative(FEEDBACK_DEVIATION, feedbackDeviation);
    slopeHi = copy(arrays, "slope-hi", size);
    interceptHi = copy(arrays, "intercept-hi", size);
    slopeLo = copy(arrays, "slope-lo", size);
    interceptLo = copy(arrays, "intercept-lo", size);
  }

  /**
   * Starts with all lines at 0.
   *
   * @param feedback B as initialised; its deviation is that of B for ever
   * @return a new state
   */
  public static RegressionState start(WeightMatrix feedback) {
    int size = Math.multiplyExact(feedback.inputs(), feedback.outputs());
    return new RegressionState(
        feedback.inputs(),
        feedback.outputs(),
        Map.of(
            FEEDBACK_DEVIATION,
            new double[] {feedback.deviation()},
            "slope-hi",
            new double[size],
            "intercept-hi",
            new double[size],
            "slope-lo",
            new double[size],
            "intercept-lo",
            new double[size]));
  }

  /**
   * Restores a state bit for bit.
   *
   * @param inputs units of the layer that estimates
   * @param outputs units of the next layer
   * @param arrays what {@link #arrays()} returned; copied
   * @return a new state
   * @throws org.retrograde.api.error.RetrogradeException if an array is missing or has another
   *     length
   */
  public static RegressionState restored(int inputs, int outputs, Map<String, double[]> arrays) {
    return new RegressionState(inputs, outputs, arrays);
  }

  /**
   * Returns the state by name, to be saved.
   *
   * @return copies: {@code slope-hi}, {@code intercept-hi}, {@code slope-lo} and {@code
   *     intercept-lo}, each {@code [inputs, outputs]}, and {@code feedback-deviation}, one number
   */
  public Map<String, double[]> arrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put("slope-hi", slopeHi.clone());
    arrays.put("intercept-hi", interceptHi.clone());
    arrays.put("slope-lo", slopeLo.clone());
    arrays.put("intercept-lo", interceptLo.clone());
    arrays.put(FEEDBACK_DEVIATION, new double[] {feedbackDeviation});
    return arrays;
  }

  /**
   * Returns the size of the layer that estimates.
   *
   * @return at least 1
   */
  public int inputs() {
    return inputs;
  }

  /**
   * Returns the size of the next layer.
   *
   * @return at least 1
   */
  public int outputs() {
    return outputs;
  }

  /**
   * Returns the estimated effect of every unit on every unit of the next layer, up to a common
   * factor.
   *
   * @param threshold the potential at which units spike
   * @return a new array, {@code [inputs, outputs]}; 0 where nothing was observed yet
   */
  public double[] beta(double threshold) {
    double[] beta = new double[slopeHi.length];
    for (int i = 0; i < beta.length; i++) {
      beta[i] =
          (slopeHi[i] * threshold + interceptHi[i]) - (slopeLo[i] * threshold + interceptLo[i]);
    }
    return beta;
  }

  /**
   * Takes one window of one unit: a step of gradient descent on the squared error of one of its
   * lines, slope and intercept from the same error.
   */
  void observe(int unit, boolean spiked, double drive, double[] targets, double learningRate) {
    double[] slope = spiked ? slopeHi : slopeLo;
    double[] intercept = spiked ? interceptHi : interceptLo;
    int row = unit * outputs;
    for (int j = 0; j < outputs; j++) {
      double step = learningRate * (slope[row + j] * drive + intercept[row + j] - targets[j]);
      slope[row + j] -= step * drive;
      intercept[row + j] -= step;
    }
  }

  /** B with every entry that has an estimate replaced by it, at the deviation of the initial B. */
  WeightMatrix writeBack(WeightMatrix feedback, double threshold) {
    double[] beta = beta(threshold);
    double deviation = deviationOfEstimates(beta);
    if (deviation == 0) {
      return feedback;
    }
    float[] values = feedback.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = beta[i] == 0 ? values[i] : (float) (beta[i] * feedbackDeviation / deviation);
    }
    return WeightMatrix.of(inputs, outputs, values);
  }

  private static double deviationOfEstimates(double[] beta) {
    Deviation deviation = new Deviation();
    for (double effect : beta) {
      if (effect != 0) {
        deviation.add(effect);
      }
    }
    return deviation.value();
  }

  private static double[] copy(Map<String, double[]> arrays, String name, int length) {
    double[] array = arrays.getOrDefault(name, new double[0]);
    Check.require(name, array.length == length, array.length + " values", length + " values");
    return array.clone();
  }
}
