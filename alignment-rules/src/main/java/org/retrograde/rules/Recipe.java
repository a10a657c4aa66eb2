// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
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

  private static final String REDUCTION = "spatialReduction";

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
   * Returns the parameters: a coefficient for each primitive, and how positions are treated where
   * that matters.
   *
   * @return the table
   */
  public ParameterTable parameters() {
    Stream<ParameterSpec> coefficients = ingredients.stream().map(Ingredient::spec);
    Stream<ParameterSpec> reduction = readsActivity() ? Stream.of(reductionSpec()) : Stream.empty();
    return new ParameterTable(Stream.concat(coefficients, reduction).toList());
  }

  /**
   * Sets the coefficients; a primitive whose coefficient is 0 is left out.
   *
   * @param parameters values checked against {@link #parameters()}
   * @return the rule
   * @throws RetrogradeException if all coefficients of a rule that needs one are 0
   */
  public SynapticRule configure(Parameters parameters) {
    List<WeightedSum.Term> terms =
        ingredients.stream()
            .filter(ingredient -> parameters.decimal(ingredient.key()) > 0)
            .map(i -> new WeightedSum.Term(i.primitive(), parameters.decimal(i.key())))
            .toList();
    if (terms.isEmpty() && !tied && !ingredients.isEmpty()) {
      throw nothingToDescend();
    }
    SpatialReduction reduction =
        readsActivity() ? SpatialReduction.of(parameters.text(REDUCTION)) : SpatialReduction.SUM;
    return new WeightedSum(carrier, tied, terms, reduction);
  }

  private boolean readsActivity() {
    return ingredients.stream().anyMatch(Ingredient::readsActivity);
  }

  private static ParameterSpec reductionSpec() {
    return ParameterSpec.choice(
        REDUCTION,
        SpatialReduction.SUM.id(),
        SpatialReduction.ids(),
        "whether activity terms add up over a convolution's positions, or are their mean");
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
