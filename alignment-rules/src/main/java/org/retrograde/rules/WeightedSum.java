// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Course;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A learning rule as data: what carries the error, and a sum of primitives that B descends.
 *
 * <p>{@code R = Σ c_i P_i(B)} is the alignment loss; its gradient with respect to B drives B.
 * Layers do not see each other's losses, and W is moved by the task alone unless the options say
 * otherwise.
 *
 * @param carrier what carries the error
 * @param tied whether B receives the weight gradient {@code F(x, dy)} as well, and is moved by the
 *     task's optimiser, so that B moves as W does (Kolen and Pollack 1994)
 * @param terms the primitives and their coefficients, added up in this order
 * @param reduction how the terms treat positions
 * @param options what the terms' activity is made of
 */
record WeightedSum(
    ErrorCarrier carrier,
    boolean tied,
    List<Term> terms,
    SpatialReduction reduction,
    ProjectionOptions options)
    implements SynapticRule {

  /**
   * A primitive with its coefficient.
   *
   * @param primitive P
   * @param course c, greater than 0 at some time
   */
  record Term(AlignmentPrimitive primitive, Course course) {

    /** Checks the coefficient. */
    Term {
      if (!course.isEverPositive()) {
        throw new IllegalArgumentException(
            "a coefficient is greater than 0, found " + course.value() + " for " + primitive.id());
      }
    }

    Term(AlignmentPrimitive primitive, double coefficient) {
      this(primitive, Course.constant(coefficient));
    }

    SDVariable value(Projections projections) {
      SDVariable value =
          primitive instanceof ProjectedPrimitive projected
              ? projected.term(projections).value().get()
              : primitive.value(projections.seenByOthers());
      return scaled(value, projections.signals());
    }

    SDVariable gradient(Projections projections) {
      SDVariable gradient =
          primitive instanceof ProjectedPrimitive projected
              ? projected.term(projections).gradients().get().forFeedback().orElseThrow()
              : primitive.gradient(projections.seenByOthers());
      return scaled(gradient, projections.signals());
    }

    Optional<SDVariable> gradientOfWeight(Projections projections) {
      return primitive instanceof ProjectedPrimitive projected
          ? projected
              .term(projections)
              .gradients()
              .get()
              .forWeight()
              .map(gradient -> scaled(gradient, projections.signals()))
          : Optional.empty();
    }

    private SDVariable scaled(SDVariable variable, SynapticSignals signals) {
      if (course.isConstant()) {
        return course.value() == 1 ? variable : variable.mul(course.value());
      }
      return variable.mul(signals.steps().course("coefficient-of-" + primitive.id(), course));
    }
  }

  /** Copies the terms and checks that there are feedback weights if there is something to move. */
  WeightedSum {
    terms = List.copyOf(terms);
    if (!carrier.usesFeedbackWeights() && (tied || !terms.isEmpty())) {
      throw new IllegalArgumentException(
          "only feedback weights can be moved, found the carrier " + carrier);
    }
  }

  /** What carries the error, and nothing that moves. */
  static WeightedSum carriedBy(ErrorCarrier carrier) {
    return new WeightedSum(carrier, false, List.of(), SpatialReduction.SUM, ProjectionOptions.NONE);
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
  public FeedbackSpec feedbackWeights(Synapse synapse, int classes) {
    return carrier.feedbackWeights(synapse);
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    return signals.map().adjoint(carrier.kernel(signals), signals.outputError());
  }

  @Override
  public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    Projections projections = projections(signals);
    Stream<SDVariable> task = tied ? Stream.of(signals.weightGradient()) : Stream.empty();
    Stream<SDVariable> alignment = terms.stream().map(term -> term.gradient(projections));
    return Stream.concat(task, alignment).reduce(SDVariable::add);
  }

  @Override
  public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    Projections projections = projections(signals);
    return terms.stream().map(term -> term.value(projections)).reduce(SDVariable::add);
  }

  @Override
  public Optional<SDVariable> alignmentGradientOfWeight(SynapticSignals signals) {
    if (!options.movesWeight()) {
      return Optional.empty();
    }
    Projections projections = projections(signals);
    return terms.stream()
        .flatMap(term -> term.gradientOfWeight(projections).stream())
        .reduce(SDVariable::add);
  }

  @Override
  public Optional<SDVariable> carrier(SynapticSignals signals) {
    return Optional.of(carrier.kernel(signals));
  }

  private Projections projections(SynapticSignals signals) {
    return new Projections(reduction.applyTo(signals), options);
  }
}
