// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a coefficient changes over a run (the schedules of Kunin et al. 2020's public code).
 *
 * <p>With τ epochs since the start, the value is {@code c} (constant), {@code c + rate τ} (linear)
 * or {@code c exp(rate τ)} (exponential), but never below 0; with a cycle of P epochs τ rises from
 * 0 to P / 2 and falls back, again and again. Before the start and after the stop it is 0.
 *
 * @param value c, the value at the start, at least 0
 * @param shape the shape of the curve
 * @param rate how fast it changes, per epoch
 * @param start the part of the run after which it begins, in [0, 1)
 * @param stop the part of the run after which it ends, in (start, 1]
 * @param cycle P, the length of a cycle in epochs; 0 for none
 */
public record Course(
    double value, Shape shape, double rate, double start, double stop, double cycle) {

  /** The shapes of curve. */
  public enum Shape {
    /** The same throughout. */
    CONSTANT,
    /** A straight line. */
    LINEAR,
    /** An exponential. */
    EXPONENTIAL;

    /**
     * Returns the name users write.
     *
     * @return the lower-case name
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the shape of a name.
     *
     * @param id one of {@link #ids()}
     * @return the shape
     */
    public static Shape of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns the names users may write.
     *
     * @return the names
     */
    public static List<String> ids() {
      return Arrays.stream(values()).map(Shape::id).toList();
    }
  }

  /** Checks the ranges. */
  public Course {
    boolean finite = Double.isFinite(value) && Double.isFinite(rate) && Double.isFinite(cycle);
    if (!finite || value < 0 || cycle < 0 || !(start >= 0 && start < stop && stop <= 1)) {
      throw new IllegalArgumentException(
          "a course has a value and a cycle of at least 0 and 0 <= start < stop <= 1, found "
              + List.of(value, rate, start, stop, cycle));
    }
  }

  /**
   * The same value throughout.
   *
   * @param value the value, at least 0
   * @return the course
   */
  public static Course constant(double value) {
    return new Course(value, Shape.CONSTANT, 0, 0, 1, 0);
  }

  /**
   * Tells whether the value is the same throughout.
   *
   * @return whether it never changes
   */
  public boolean isConstant() {
    return start == 0 && stop == 1 && (shape == Shape.CONSTANT || rate == 0);
  }

  /**
   * Tells whether the value is above 0 at any moment.
   *
   * @return whether it is; a line may rise from 0
   */
  public boolean isEverPositive() {
    return value > 0 || (shape == Shape.LINEAR && rate > 0);
  }

  /**
   * Returns the value at a moment.
   *
   * @param epoch the moment, in epochs since the start of the run, fractions included
   * @param epochs the length of the run in epochs
   * @return at least 0
   */
  public double at(double epoch, double epochs) {
    if (epoch < start * epochs || epoch > stop * epochs) {
      return 0;
    }
    double elapsed = folded(epoch - start * epochs);
    return switch (shape) {
      case CONSTANT -> value;
      case LINEAR -> Math.max(0, value + rate * elapsed);
      case EXPONENTIAL -> value * Math.exp(rate * elapsed);
    };
  }

  private double folded(double elapsed) {
    if (cycle == 0) {
      return elapsed;
    }
    double within = elapsed % cycle;
    return Math.min(within, cycle - within);
  }
}
