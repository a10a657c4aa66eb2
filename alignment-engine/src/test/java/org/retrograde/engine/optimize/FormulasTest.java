// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Each algorithm against its formulas in plain double arithmetic, one number at a time. */
final class FormulasTest {

  private static final int STEPS = 12;
  private static final double RATE = 0.05;
  private static final double DECAY = 0.01;

  /** The formulas: the next p, given p, g with weight decay, η and t from 1 on. */
  private interface Formula {
    double next(double p, double g, double rate, int t);
  }

  private static ParameterGroup group() {
    ParameterGroup group =
        new ParameterGroup(
            List.of(
                new ParameterGroup.Member("weight", List.of(1), true),
                new ParameterGroup.Member("bias", List.of(1), false)),
            DataType.DOUBLE);
    group.values().assign(Nd4j.createFromArray(0.7, -1.3));
    return group;
  }

  private static Optimizer optimizer(Algorithm algorithm, ParameterGroup group) {
    OptimizerSpec spec = OptimizerSpec.of(algorithm, RATE).withWeightDecay(DECAY);
    return Optimizer.of(spec, group, step -> RandomStream.of(1, "", step), new Nd4jKernels());
  }

  private static double gradient(int element, int t) {
    return Math.sin(1.7 * t + element) + 0.3 * element;
  }

  /** The rate changes from step to step, as with a schedule. */
  private static double rate(int t) {
    return RATE / (1 + 0.1 * t);
  }

  private static void step(Optimizer optimizer, ParameterGroup group, int t) {
    group.gradients().assign(Nd4j.createFromArray(gradient(0, t), gradient(1, t)));
    optimizer.update(rate(t), t);
  }

  private static void assertFollows(Algorithm algorithm, Formula weight, Formula bias) {
    ParameterGroup group = group();
    Optimizer optimizer = optimizer(algorithm, group);
    double w = 0.7;
    double b = -1.3;
    for (int t = 1; t <= STEPS; t++) {
      step(optimizer, group, t);
      w = weight.next(w, gradient(0, t) + DECAY * w, rate(t), t);
      b = bias.next(b, gradient(1, t), rate(t), t);
      assertThat(group.values().getDouble(0)).as("step " + t).isCloseTo(w, Tolerances.DOUBLE);
      assertThat(group.values().getDouble(1)).as("step " + t).isCloseTo(b, Tolerances.DOUBLE);
    }
  }

  private static final class AdamFormula implements Formula {
    private double m;
    private double v;

    @Override
    public double next(double p, double g, double rate, int t) {
      m = 0.8 * m + 0.2 * g;
      v = 0.95 * v + 0.05 * g * g;
      double corrected = rate * Math.sqrt(1 - Math.pow(0.95, t)) / (1 - Math.pow(0.8, t));
      return p - corrected * m / (Math.sqrt(v) + 1e-3);
    }
  }

  @Test
  void adam() {
    assertFollows(new Algorithm.Adam(0.8, 0.95, 1e-3), new AdamFormula(), new AdamFormula());
  }

  private static final class RAdamFormula implements Formula {
    private int plain;
    private int rectified;
    private double m;
    private double v;

    @Override
    public double next(double p, double g, double rate, int t) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double power = Math.pow(0.999, t);
      double rho = 1999 - 2 * t * power / (1 - power);
      if (rho < 5) {
        plain++;
        return p - rate * m / (1 - Math.pow(0.9, t));
      }
      rectified++;
      double r = Math.sqrt((rho - 4) * (rho - 2) * 1999 / ((1999 - 4.0) * (1999 - 2.0) * rho));
      double corrected = rate * r * Math.sqrt(1 - power) / (1 - Math.pow(0.9, t));
      return p - corrected * m / (Math.sqrt(v) + 1e-9);
    }
  }

  @Test
  void radam_on_both_sides_of_its_switch() {
    RAdamFormula weight = new RAdamFormula();
    assertFollows(Algorithm.RAdam.usual(), weight, new RAdamFormula());
    assertThat(weight.plain).as("with beta2 0.999, rho is 5 - 0.007 at t = 5").isEqualTo(5);
    assertThat(weight.rectified).isEqualTo(STEPS - 5);
  }

  /** β₂ = 0.6 makes ρ∞ = 4, which ρ approaches from below. */
  @Test
  void radam_without_a_tractable_variance_never_rectifies() {
    Formula[] means = new Formula[2];
    for (int i = 0; i < 2; i++) {
      double[] m = {0};
      means[i] =
          (p, g, rate, t) -> {
            m[0] = 0.9 * m[0] + 0.1 * g;
            return p - rate * m[0] / (1 - Math.pow(0.9, t));
          };
    }
    assertFollows(new Algorithm.RAdam(0.9, 0.6, 1e-9), means[0], means[1]);
  }

  private static Formula rmsProp(double momentum, double initial) {
    double[] s = {initial};
    double[] v = {0};
    return (p, g, rate, t) -> {
      s[0] = 0.9 * s[0] + 0.1 * g * g;
      v[0] = momentum * v[0] + rate * g / Math.sqrt(s[0] + 1e-2);
      return p - v[0];
    };
  }

  @Test
  void rms_prop() {
    for (double[] settings : new double[][] {{0, 1}, {0.5, 0}}) {
      assertFollows(
          new Algorithm.RmsProp(0.9, settings[0], 1e-2, settings[1]),
          rmsProp(settings[0], settings[1]),
          rmsProp(settings[0], settings[1]));
    }
  }

  private static Formula adagrad() {
    double[] s = {0.1};
    return (p, g, rate, t) -> {
      s[0] += g * g;
      return p - rate * g / Math.sqrt(s[0]);
    };
  }

  @Test
  void adagrad_from_its_initial_accumulator() {
    assertFollows(Algorithm.Adagrad.usual(), adagrad(), adagrad());
  }

  @Test
  void the_usual_settings_are_those_of_the_reference() {
    assertThat(Algorithm.Adam.published()).isEqualTo(new Algorithm.Adam(0.9, 0.999, 1e-8));
    assertThat(Algorithm.RAdam.usual()).isEqualTo(new Algorithm.RAdam(0.9, 0.999, 1e-9));
    assertThat(Algorithm.RmsProp.usual()).isEqualTo(new Algorithm.RmsProp(0.9, 0, 1e-10, 1));
    assertThat(Algorithm.Adagrad.usual()).isEqualTo(new Algorithm.Adagrad(0.1));
  }

  @Test
  void an_optimiser_goes_on_from_its_state() {
    for (Algorithm algorithm :
        List.of(
            new Algorithm.Sgd(0.9, true),
            Algorithm.Adam.published(),
            Algorithm.RAdam.usual(),
            new Algorithm.RmsProp(0.9, 0.5, 1e-10, 1),
            Algorithm.Adagrad.usual())) {
      ParameterGroup whole = group();
      Optimizer through = optimizer(algorithm, whole);
      for (int t = 1; t <= 4; t++) {
        step(through, whole, t);
      }
      ParameterGroup rest = group();
      Optimizer resumed = optimizer(algorithm, rest);
      rest.values().assign(whole.values());
      copy(through.state(), resumed.state());
      for (int t = 5; t <= 8; t++) {
        step(through, whole, t);
        step(resumed, rest, t);
      }
      assertThat(rest.values().toDoubleVector()).isEqualTo(whole.values().toDoubleVector());
    }
  }

  private static void copy(Map<String, INDArray> from, Map<String, INDArray> to) {
    assertThat(to.keySet()).isEqualTo(from.keySet());
    from.forEach((name, array) -> Objects.requireNonNull(to.get(name)).assign(array));
  }
}
