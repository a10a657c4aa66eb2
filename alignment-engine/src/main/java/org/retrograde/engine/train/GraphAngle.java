// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.engine.compile.Program;

/**
 * The angle between two arrays of activity, from four sums in the graph, so that the arrays need
 * not be kept.
 *
 * <p>With u and v of norm 1 along them, the angle is {@code 2 atan2(|u - v|, |u + v|)} (Kahan 2006,
 * "How futile are mindless assessments of roundoff", section 12), which float32 does not blur where
 * the angle is small, as it blurs an arc cosine.
 *
 * @param first the variable of |a|²
 * @param second the variable of |b|²
 * @param difference the variable of |u - v|²
 * @param total the variable of |u + v|²
 */
record GraphAngle(String first, String second, String difference, String total) {

  /** Adds the sums to the graph of two variables of one shape. */
  static GraphAngle between(SDVariable a, SDVariable b, int axes) {
    SDVariable first = square(a, axes);
    SDVariable second = square(b, axes);
    SDVariable u = a.div(a.getSameDiff().math().sqrt(first));
    SDVariable v = b.div(b.getSameDiff().math().sqrt(second));
    return new GraphAngle(
        first.name(), second.name(), square(u.sub(v), axes).name(), square(u.add(v), axes).name());
  }

  Set<String> variables() {
    return Set.of(first, second, difference, total);
  }

  VectorPair read(Program program) {
    double a = value(program, first);
    double b = value(program, second);
    double angle =
        2 * Math.atan2(Math.sqrt(value(program, difference)), Math.sqrt(value(program, total)));
    return new VectorPair(a, b, Math.sqrt(a * b) * Math.cos(angle));
  }

  private static SDVariable square(SDVariable variable, int axes) {
    return variable.mul(variable).sum(IntStream.range(0, axes).toArray());
  }

  private static double value(Program program, String variable) {
    return program.value(variable).getDouble(0);
  }
}
