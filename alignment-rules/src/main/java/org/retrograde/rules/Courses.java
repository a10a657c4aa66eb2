// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Course;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

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

  /**
   * The course of every coefficient, constant where none is given.
   *
   * @param keys the coefficients' names, which are parameters too
   */
  static Map<String, Course> of(String rule, List<String> keys, Parameters parameters) {
    Map<String, Parameters> given = given(rule, parameters);
    Map<String, Course> courses = new LinkedHashMap<>();
    for (String key : keys) {
      double value = parameters.decimal(key);
      Parameters course = given.get(key);
      courses.put(key, course == null ? Course.constant(value) : course(rule, key, value, course));
    }
    return courses;
  }

  private static Map<String, Parameters> given(String rule, Parameters parameters) {
    Map<String, Parameters> given = new LinkedHashMap<>();
    for (Parameters course :
        parameters.has(KEY) ? parameters.records(KEY) : List.<Parameters>of()) {
      String key = course.text("of");
      if (given.put(key, course) != null) {
        throw refused(
            rule, "two courses of '" + key + "'", "one course a coefficient", "leave one out");
      }
    }
    return given;
  }

  private static Course course(String rule, String key, double value, Parameters given) {
    if (!(given.decimal("start") < given.decimal("stop"))) {
      throw refused(
          rule,
          "a course from " + given.decimal("start") + " to " + given.decimal("stop"),
          "a start before the stop",
          "they are parts of the run, 0 to 1");
    }
    Course course =
        new Course(
            value,
            Course.Shape.of(given.text("shape")),
            given.decimal("rate"),
            given.decimal("start"),
            given.decimal("stop"),
            given.decimal("cycle"));
    if (!course.isEverPositive()) {
      throw refused(
          rule,
          "a course of '" + key + "' that is 0 throughout",
          "a coefficient above 0, or one that rises from 0 linearly",
          "set " + key + ", or leave its course out");
    }
    return course;
  }

  private static RetrogradeException refused(
      String rule, String found, String expected, String advice) {
    return Refusals.contradiction("rule " + rule + ", " + KEY, found, expected, advice);
  }
}
