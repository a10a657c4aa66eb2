// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

/**
 * What arrivals of the last {@code memorySteps} steps still contribute, channel by channel: {@code
 * sum_j k(j) x(t + 1 - j)} with the kernel of {@link SpikingConstants.Synapse}.
 *
 * <p>Each exponential is a recursion from which an arrival is subtracted when it leaves the window,
 * so the truncated sum is met exactly, but for rounding.
 */
final class SynapticTrace {

  private final double slowDecay;
  private final double fastDecay;
  private final double slowEnd;
  private final double fastEnd;
  private final double scale;
  private final int memory;
  private final int channels;
  private final double[] slow;
  private final double[] fast;
  private final double[] history;
  private final double[] values;
  private int oldest;

  SynapticTrace(int channels, SpikingConstants.Synapse synapse) {
    this.channels = channels;
    memory = synapse.memorySteps();
    slowDecay = Math.exp(-1 / synapse.slowSteps());
    fastDecay = Math.exp(-1 / synapse.fastSteps());
    slowEnd = Math.exp(-(memory + 1) / synapse.slowSteps());
    fastEnd = Math.exp(-(memory + 1) / synapse.fastSteps());
    scale = 1 / (synapse.slowSteps() - synapse.fastSteps());
    slow = new double[channels];
    fast = new double[channels];
    history = new double[memory * channels];
    values = new double[channels];
  }

  /** Takes the arrivals of a step, one number a channel. */
  void advance(double[] arrivals) {
    int row = oldest * channels;
    for (int i = 0; i < channels; i++) {
      double arriving = arrivals[i];
      double leaving = history[row + i];
      history[row + i] = arriving;
      slow[i] = slowDecay * (slow[i] + arriving) - slowEnd * leaving;
      fast[i] = fastDecay * (fast[i] + arriving) - fastEnd * leaving;
      values[i] = scale * (slow[i] - fast[i]);
    }
    oldest = oldest + 1 == memory ? 0 : oldest + 1;
  }

  /** The trace after the latest step, one number a channel; overwritten by the next. */
  double[] values() {
    return values;
  }
}
