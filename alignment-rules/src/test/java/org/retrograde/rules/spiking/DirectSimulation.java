// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A driven layer and the next, step by step as published, without any of the shortcuts: kernels are
 * summed over 30 steps, every unit keeps its own responses.
 */
final class DirectSimulation {

  private final int size;
  private final int outputs;
  private final double[][] weights;
  private final Units first;
  private final Units second;
  private final double[] u;
  private final double[] maxU;
  private final int[] left;
  private final int[] spikes;
  private final double[][] sums;
  private final double[][] before;

  /** Intercept and slope of the line with spikes, then of the other, by unit and output. */
  final double[][][] lines;

  DirectSimulation(WeightMatrix matrix) {
    size = matrix.inputs();
    outputs = matrix.outputs();
    weights = new double[size][outputs];
    double[] copy = Projection.spikingCopy(matrix, 0.2);
    for (int k = 0; k < copy.length; k++) {
      weights[k / outputs][k % outputs] = copy[k];
    }
    first = new Units(size);
    second = new Units(outputs);
    u = new double[size];
    maxU = new double[size];
    left = new int[size];
    spikes = new int[size];
    sums = new double[size][outputs];
    before = new double[size][outputs];
    lines = new double[4][size][outputs];
    Arrays.fill(u, -1);
  }

  void step(double[] currents) {
    double[] response = second.history.trace();
    boolean[] ending = new boolean[size];
    for (int i = 0; i < size; i++) {
      ending[i] = left[i] == 1;
      maxU[i] = left[i] > 0 ? Math.max(maxU[i], u[i]) : maxU[i];
      u[i] += -0.1 * u[i] + 0.6 * (currents[i] - u[i]);
      for (int j = 0; j < outputs; j++) {
        sums[i][j] += left[i] > 0 ? response[j] : 0;
        before[i][j] = left[i] == 0 ? response[j] : before[i][j];
      }
    }
    first.step(currents);
    for (int i = 0; i < size; i++) {
      if (ending[i] && Math.abs(maxU[i] - 1) <= 10) {
        fit(i);
      }
      moveWindow(i, ending[i]);
    }
    second.step(received());
  }

  private void fit(int i) {
    int line = spikes[i] >= 1 ? 0 : 2;
    for (int j = 0; j < outputs; j++) {
      double target = sums[i][j] / 30 - before[i][j];
      double error = lines[line + 1][i][j] * maxU[i] + lines[line][i][j] - target;
      lines[line + 1][i][j] -= 1e-3 * error * maxU[i];
      lines[line][i][j] -= 1e-3 * error;
    }
  }

  private void moveWindow(int i, boolean ending) {
    left[i] -= left[i] > 0 ? 1 : 0;
    u[i] = left[i] == 0 ? first.v[i] : u[i];
    left[i] = Math.abs(1 - u[i]) <= 0.1 && left[i] == 0 ? 30 : left[i];
    spikes[i] += left[i] > 0 && first.fired[i] == 1 ? 1 : 0;
    if (ending) {
      spikes[i] = 0;
      maxU[i] = 0;
      Arrays.fill(sums[i], 0);
    }
  }

  private double[] received() {
    double[] trace = first.history.trace();
    double[] currents = new double[outputs];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < outputs; j++) {
        currents[j] += weights[i][j] * trace[i];
      }
    }
    return currents;
  }

  double[] firstSpikes() {
    return first.fired;
  }

  double[] secondSpikes() {
    return second.fired;
  }

  double[] line(int number) {
    double[] flat = new double[size * outputs];
    for (int k = 0; k < flat.length; k++) {
      flat[k] = lines[number][k / outputs][k % outputs];
    }
    return flat;
  }

  /** One layer's membranes. */
  private static final class Units {
    final double[] v;
    final int[] refractory;
    final History history;
    double[] fired;

    Units(int size) {
      v = new double[size];
      Arrays.fill(v, -1);
      refractory = new int[size];
      fired = new double[size];
      history = new History(size);
    }

    void step(double[] currents) {
      fired = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        refractory[i] -= refractory[i] > 0 ? 1 : 0;
        v[i] += -0.1 * v[i] + 0.6 * (currents[i] - v[i]);
        if (v[i] >= 1 && refractory[i] == 0) {
          fired[i] = 1;
          v[i] = -1;
          refractory[i] = 3;
        }
      }
      history.push(fired);
    }
  }

  /** The last 30 steps, the newest first. */
  private static final class History {
    private final int size;
    private final Deque<double[]> steps = new ArrayDeque<>();

    History(int size) {
      this.size = size;
    }

    void push(double[] step) {
      steps.addFirst(step);
      if (steps.size() > 30) {
        steps.removeLast();
      }
    }

    double[] trace() {
      double[] trace = new double[size];
      int j = 1;
      for (double[] step : steps) {
        double kernel = (Math.exp(-j / 10.0) - Math.exp(-j / 3.0)) / 7;
        for (int i = 0; i < size; i++) {
          trace[i] += kernel * step[i];
        }
        j++;
      }
      return trace;
    }
  }
}
