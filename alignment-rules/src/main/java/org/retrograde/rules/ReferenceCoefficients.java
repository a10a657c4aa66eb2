// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Map;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * Translates the coefficients of the public code of Kunin et al. 2020
 * (neuroailab/Neural-Alignment), which orders them otherwise than the paper and has no factor 1/2
 * on quadratic terms.
 */
public final class ReferenceCoefficients {

  private ReferenceCoefficients() {}

  /**
   * Returns the coefficients that drive B exactly as the reference code does.
   *
   * @param rule the rule's id here
   * @param alpha the code's {@code alpha}
   * @param beta the code's {@code beta}; read by no rule that has one coefficient
   * @param gamma the code's {@code gamma}; read by information alignment alone
   * @return the coefficients, by the names of this rule's parameters
   * @throws RetrogradeException if the reference code has no such rule
   */
  public static Map<String, Double> of(String rule, double alpha, double beta, double gamma) {
    return switch (rule) {
      case "symmetric-alignment" -> Map.of("self", beta, "decay", 2 * alpha);
      case "activation-alignment" -> Map.of("amp", beta, "sparse", 2 * alpha);
      case "weight-mirror" -> Map.of("amp", beta, "decay", 2 * alpha);
      case "information-alignment" -> Map.of("amp", alpha, "decay", 2 * gamma, "null", 2 * beta);
      case "kolen-pollack" -> Map.of("decay", 2 * alpha);
      default ->
          throw RetrogradeException.usage(
              new Problem(
                  "rule",
                  "'" + rule + "'",
                  "a rule of the reference code that has coefficients",
                  "give the coefficients themselves, by primitive"));
    };
  }
}
