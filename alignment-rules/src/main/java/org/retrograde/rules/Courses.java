// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.Course;

/** How a rule's coefficients change over a run, as users write it. */
final class Courses {

  private static final String KEY = "courses";

  private Courses() {}

  /** A list with at most one course for each coefficient. */
  static ParameterSpec spec(List<String> coefficients) {
    ParameterTable table =
        ParameterTable.of(
            ParameterSpec.choice("of", coefficients.get(0), coefficients, "the coefficient")
                .asRequired(),
            ParameterSpec.choice(
                "shape", Course.Shape.CONSTANT.id(), Course.Shape.ids(), "the shape of the curve"),
            ParameterSpec.decimal(
                "rate",
                "1/epoch",
                0,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                "how fast it changes: what is added an epoch, or the exponent"),
            ParameterSpec.decimal(
                "start", "parts of the run", 0, 0, 1, "before this part of the run it is 0"),
            ParameterSpec.decimal(
                "stop", "parts of the run", 1, 0, 1, "after this part of the run it is 0"),
            ParameterSpec.decimal(
                "cycle",
                "epochs",
                0,
                0,
                Double.POSITIVE_INFINITY,
                "period in which the change goes on for a half and back for a half; 0 for none"));
    return ParameterSpec.records(KEY, table, "how coefficients change over the run").asOptional();
  }

  /** The course of each coefficient that has one. */
  static Map<String, Parameters> given(String rule, Parameters parameters) {
    List<Parameters> courses = parameters.has(KEY) ? parameters.records(KEY) : List.of();
    return courses.stream()
        .collect(
            Collectors.toMap(
                course -> course.text("of"),
                Function.identity(),
                (a, b) -> {
                  throw Refusals.contradiction(
                      "rule " + rule + ", " + KEY,
                      "two courses of '" + a.text("of") + "'",
                      "one course a coefficient",
                      "leave one out");
                }));
  }

  /** The course of a coefficient from its first value. */
  static Course of(double value, Optional<Parameters> given, String rule) {
    if (given.isEmpty()) {
      return Course.constant(value);
    }
    Parameters course = given.get();
    if (!(course.decimal("start") < course.decimal("stop"))) {
      throw Refusals.contradiction(
          "rule " + rule + ", " + KEY,
          "a course from " + course.decimal("start") + " to " + course.decimal("stop"),
          "a start before the stop",
          "they are parts of the run, 0 to 1");
    }
    return new Course(
        value,
        Course.Shape.of(course.text("shape")),
        course.decimal("rate"),
        course.decimal("start"),
        course.decimal("stop"),
        course.decimal("cycle"));
  }
}
