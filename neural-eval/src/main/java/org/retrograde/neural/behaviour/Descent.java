// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Minimises a smooth convex function (L-BFGS: Liu and Nocedal 1989). */
final class Descent {

  private static final int MEMORY = 10;
  private static final int MOST_STEPS = 1000;
  private static final double SMALL_GRADIENT = 1e-10;
  private static final double ENOUGH_DECREASE = 1e-4;
  private static final double SHORTEST = 1e-12;

  private Descent() {}

  /** A value, whose gradient it writes. */
  interface Function {
    double at(double[] point, double[] gradient);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Move(double[] point, double[] gradient, double curvature) {}

  /** Moves the point to where the gradient is about 0, or no step helps any more. */
  static void minimise(double[] point, Function function) {
    Deque<Move> moves = new ArrayDeque<>();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    for (int step = 0; step < MOST_STEPS && norm(gradient) > SMALL_GRADIENT; step++) {
      double[] direction = direction(gradient, moves);
      double[] from = point.clone();
      double[] before = gradient.clone();
      double next = search(point, from, direction, value, before, gradient, function);
      if (!(next < value)) {
        System.arraycopy(from, 0, point, 0, point.length);
        return;
      }
      value = next;
      remember(moves, difference(point, from), difference(gradient, before));
    }
  }

  private static double search(
      double[] point,
      double[] from,
      double[] direction,
      double value,
      double[] before,
      double[] gradient,
      Function function) {
    double slope = product(before, direction);
    double length = 1;
    double next = Double.POSITIVE_INFINITY;
    while (!(next <= value + ENOUGH_DECREASE * length * slope) && length > SHORTEST) {
      for (int i = 0; i < point.length; i++) {
        point[i] = from[i] + length * direction[i];
      }
      next = function.at(point, gradient);
      length /= 2;
    }
    return next;
  }

  private static void remember(Deque<Move> moves, double[] point, double[] gradient) {
    double curvature = product(point, gradient);
    if (curvature > 0) {
      moves.addFirst(new Move(point, gradient, curvature));
    }
    if (moves.size() > MEMORY) {
      moves.removeLast();
    }
  }

  /** The two loops. */
  private static double[] direction(double[] gradient, Deque<Move> moves) {
    double[] direction = new double[gradient.length];
    add(direction, gradient, -1);
    List<Double> factors = new ArrayList<>();
    for (Move move : moves) {
      double factor = product(move.point(), direction) / move.curvature();
      factors.add(factor);
      add(direction, move.gradient(), -factor);
    }
    Move newest = moves.peekFirst();
    double scale =
        newest == null ? 1 : newest.curvature() / product(newest.gradient(), newest.gradient());
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    List<Move> oldestFirst = new ArrayList<>(moves);
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      Move move = oldestFirst.get(i);
      double factor = product(move.gradient(), direction) / move.curvature();
      add(direction, move.point(), factors.get(i) - factor);
    }
    return direction;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = a.clone();
    add(result, b, -1);
    return result;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double norm(double[] a) {
    return Math.sqrt(product(a, a));
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
