// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

/**
 * The weights between two layers, {@code [inputs, outputs]} row-major: W as the graph holds a dense
 * W, and B laid out as W, which is the {@code n_in x n_out} backward matrix. Cannot be changed.
 */
public final class WeightMatrix {

  private final int inputs;
  private final int outputs;
  private final float[] values;

  private WeightMatrix(int inputs, int outputs, float[] values) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.values = values;
  }

  /**
   * Copies weights.
   *
   * @param inputs units of the layer that sends, at least 1
   * @param outputs units of the layer that receives, at least 1
   * @param values {@code [inputs, outputs]}, row-major, finite
   * @return the matrix
   * @throws org.retrograde.api.error.RetrogradeException if the length does not fit or a value is
   *     not finite
   */
  public static WeightMatrix of(int inputs, int outputs, float[] values) {
    Check.positive("inputs", inputs);
    Check.positive("outputs", outputs);
    Check.require(
        "weights",
        values.length == (long) inputs * outputs,
        values.length + " values",
        inputs + " x " + outputs + " values");
    for (float value : values) {
      Check.require("weights", Float.isFinite(value), value, "finite values");
    }
    return new WeightMatrix(inputs, outputs, values.clone());
  }

  /**
   * Returns the size of the layer that sends.
   *
   * @return at least 1
   */
  public int inputs() {
    return inputs;
  }

  /**
   * Returns the size of the layer that receives.
   *
   * @return at least 1
   */
  public int outputs() {
    return outputs;
  }

  /**
   * Returns the weights.
   *
   * @return a copy, {@code [inputs, outputs]} row-major
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * Returns the standard deviation of the weights, all taken together.
   *
   * @return the root of the mean squared distance from the mean, at least 0
   */
  public double deviation() {
    Deviation deviation = new Deviation();
    for (float value : values) {
      deviation.add(value);
    }
    return deviation.value();
  }

  String shape() {
    return "[" + inputs + ", " + outputs + "]";
  }
}
