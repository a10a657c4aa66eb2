// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Course;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.SynapticRule;

/**
 * A family of weighted sums as data: which primitives, with which coefficients unless the user says
 * otherwise.
 *
 * @param id the name users write
 * @param description what the rule does, one line
 * @param source paper and equation
 * @param carrier what carries the error
 * @param tied whether B moves as W does, see {@link WeightedSum#tied()}
 * @param ingredients the primitives, in the order in which their terms are added up
 */
public record Recipe(
    String id,
    String description,
    String source,
    ErrorCarrier carrier,
    boolean tied,
    List<Ingredient> ingredients) {

  /**
   * A primitive with its coefficient's default; the coefficient is a parameter named after the
   * primitive.
   *
   * @param primitive the primitive
   * @param coefficient the default, at least 0
   */
  public record Ingredient(AlignmentPrimitive primitive, double coefficient) {

    /** The primitive's id in camelCase, as parameters are named. */
    String key() {
      String[] words = primitive.id().split("-");
      StringBuilder key = new StringBuilder(words[0]);
      for (int i = 1; i < words.length; i++) {
        key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
      }
      return key.toString();
    }

    /** Whether the term is a sum over positions, which only terms of the weights alone are not. */
    boolean readsActivity() {
      return !(primitive instanceof Decay || primitive instanceof Self);
    }

    ParameterSpec spec() {
      String text = "coefficient of " + primitive.id() + ": " + primitive.description();
      return ParameterSpec.decimal(key(), "1", coefficient, 0, Double.POSITIVE_INFINITY, text);
    }
  }

  /** Copies the list. */
  public Recipe {
    ingredients = List.copyOf(ingredients);
  }

  /**
   * A rule whose error is carried by B and whose B descends a weighted sum of primitives.
   *
   * @param id the name users write
   * @param description what the rule does, one line
   * @param source paper and equation
   * @param ingredients the primitives
   * @return the recipe
   */
  public static Recipe aligning(
      String id, String description, String source, Ingredient... ingredients) {
    return new Recipe(
        id, description, source, new ErrorCarrier.Feedback(), false, List.of(ingredients));
  }

  /**
   * Returns the parameters: a coefficient for each primitive and its course, what the activity
   * terms are made of, and the noise on the error.
   *
   * @return the table
   */
  public ParameterTable parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    ingredients.forEach(ingredient -> specs.add(ingredient.spec()));
    if (!ingredients.isEmpty()) {
      specs.add(Courses.spec(keys()));
    }
    if (readsActivity()) {
      specs.add(SpatialReduction.spec());
      specs.addAll(ProjectionParameters.specs(reconstructs()));
    }
    if (!tied && !ingredients.isEmpty()) {
      specs.add(ProjectionParameters.movesWeight());
    }
    specs.add(ErrorNoise.spec());
    return new ParameterTable(specs);
  }

  /**
   * Sets the coefficients; a primitive whose coefficient is 0 is left out.
   *
   * @param parameters values checked against {@link #parameters()}
   * @return the rule
   * @throws RetrogradeException if all coefficients of a rule that needs one are 0, or a setting
   *     has no effect or leaves a term without gradient
   */
  public SynapticRule configure(Parameters parameters) {
    Map<String, Course> courses = Courses.of(id, keys(), parameters);
    List<Ingredient> used =
        ingredients.stream().filter(i -> course(i, courses).isEverPositive()).toList();
    if (used.isEmpty() && !tied && !ingredients.isEmpty()) {
      throw nothingToDescend();
    }
    Set<String> ids = used.stream().map(i -> i.primitive().id()).collect(Collectors.toSet());
    ProjectionOptions options = new ProjectionParameters(id, parameters, ids).read();
    SpatialReduction reduction =
        readsActivity() ? SpatialReduction.of(parameters) : SpatialReduction.SUM;
    requireProjected(used, options);
    return ErrorNoise.around(
        new WeightedSum(carrier, tied, terms(used, courses), reduction, options), parameters);
  }

  private List<WeightedSum.Term> terms(List<Ingredient> used, Map<String, Course> courses) {
    return used.stream().map(i -> new WeightedSum.Term(i.primitive(), course(i, courses))).toList();
  }

  private static Course course(Ingredient ingredient, Map<String, Course> courses) {
    return Objects.requireNonNull(courses.get(ingredient.key()));
  }

  private List<String> keys() {
    return ingredients.stream().map(Ingredient::key).toList();
  }

  /** A primitive of a plugin is told x and y, and knows neither z nor a way to W. */
  private void requireProjected(List<Ingredient> used, ProjectionOptions options) {
    boolean needed =
        options.movesWeight()
            || !options.backward().isNone()
            || options.input().centerBatchBackward();
    used.stream()
        .filter(i -> needed && !(i.primitive() instanceof ProjectedPrimitive))
        .findFirst()
        .ifPresent(
            i -> {
              throw Refusals.contradiction(
                  "rule " + id + ", " + i.key(),
                  "a plugin's primitive beside settings of z or of W, which it cannot obey",
                  "settings of x and y alone",
                  "leave the primitive or those settings out");
            });
  }

  private boolean reconstructs() {
    return ingredients.stream().anyMatch(i -> i.primitive() instanceof Null);
  }

  private boolean readsActivity() {
    return ingredients.stream().anyMatch(Ingredient::readsActivity);
  }

  private RetrogradeException nothingToDescend() {
    String keys = String.join(", ", ingredients.stream().map(Ingredient::key).toList());
    return RetrogradeException.usage(
        new Problem(
            "rule " + id,
            "coefficients that are all 0, so that nothing would drive B",
            "a number greater than 0 for at least one of " + keys,
            "set one, or use feedback-alignment to leave B as it is drawn"));
  }
}
