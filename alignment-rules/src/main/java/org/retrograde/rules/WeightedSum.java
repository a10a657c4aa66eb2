// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A learning rule as data: what carries the error, and a sum of primitives that B descends.
 *
 * <p>{@code R = Σ c_i P_i(B)} is the alignment loss; its gradient with respect to B drives B.
 * Layers do not see each other's losses, and W is moved by the task alone.
 *
 * @param carrier what carries the error
 * @param tied whether B receives the weight gradient {@code F(x, dy)} as well, and is moved by the
 *     task's optimiser, so that B moves as W does (Kolen and Pollack 1994)
 * @param terms the primitives and their coefficients, added up in this order
 * @param reduction how the terms treat positions
 */
public record WeightedSum(
    ErrorCarrier carrier, boolean tied, List<Term> terms, SpatialReduction reduction)
    implements SynapticRule {

  /**
   * A primitive with its coefficient.
   *
   * @param primitive P
   * @param coefficient c, greater than 0
   */
  public record Term(AlignmentPrimitive primitive, double coefficient) {

    /** Checks the coefficient. */
    public Term {
      if (!(coefficient > 0 && Double.isFinite(coefficient))) {
        throw new IllegalArgumentException(
            "a coefficient is greater than 0, found " + coefficient + " for " + primitive.id());
      }
    }

    SDVariable value(SynapticSignals signals) {
      return scaled(primitive.value(signals));
    }

    SDVariable gradient(SynapticSignals signals) {
      return scaled(primitive.gradient(signals));
    }

    private SDVariable scaled(SDVariable variable) {
      return coefficient == 1 ? variable : variable.mul(coefficient);
    }
  }

  /** Copies the terms and checks that there are feedback weights if there is something to move. */
  public WeightedSum {
    terms = List.copyOf(terms);
    if (!carrier.usesFeedbackWeights() && (tied || !terms.isEmpty())) {
      throw new IllegalArgumentException(
          "only feedback weights can be moved, found the carrier " + carrier);
    }
  }

  @Override
  public boolean hasFeedbackWeights() {
    return carrier.usesFeedbackWeights();
  }

  @Override
  public FeedbackGroup feedbackGroup() {
    if (tied) {
      return FeedbackGroup.TASK;
    }
    return terms.isEmpty() ? FeedbackGroup.FIXED : FeedbackGroup.ALIGNMENT;
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    return signals.map().adjoint(carrier.kernel(signals), signals.outputError());
  }

  @Override
  public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    SynapticSignals reduced = reduction.applyTo(signals);
    Stream<SDVariable> task = tied ? Stream.of(signals.weightGradient()) : Stream.empty();
    Stream<SDVariable> alignment = terms.stream().map(term -> term.gradient(reduced));
    return Stream.concat(task, alignment).reduce(SDVariable::add);
  }

  @Override
  public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    SynapticSignals reduced = reduction.applyTo(signals);
    return terms.stream().map(term -> term.value(reduced)).reduce(SDVariable::add);
  }

  @Override
  public Optional<SDVariable> carrier(SynapticSignals signals) {
    return Optional.of(carrier.kernel(signals));
  }
}
