// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.SynapticSignals;

/** The kernel by which the error is carried back through a synapse. */
public sealed interface ErrorCarrier {

  /**
   * Tells whether the synapse needs feedback weights of its own.
   *
   * @return true if the kernel is B
   */
  boolean usesFeedbackWeights();

  /**
   * Returns the kernel.
   *
   * @param signals what the rule may see
   * @return a variable in W's shape
   */
  SDVariable kernel(SynapticSignals signals);

  /**
   * Describes the feedback weights.
   *
   * @param synapse the synapse
   * @return shape and first values; like W unless the carrier says otherwise
   */
  default FeedbackSpec feedbackWeights(Synapse synapse) {
    return FeedbackSpec.likeWeight(synapse);
  }

  /** W itself: exact backpropagation. */
  record Weight() implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return false;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      return signals.weight();
    }
  }

  /** The feedback weights B. */
  record Feedback() implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return true;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      return signals.feedback();
    }
  }

  /**
   * {@code c sign(W)}, with {@code sign(0) = 0}.
   *
   * @param scale c
   */
  record SignOfWeight(SignScale scale) implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return false;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      return signs(signals).mul(scale.at(signals.synapse()));
    }
  }

  /** {@code |M| sign(W)}, M drawn anew in each step as W was at first. */
  record SignWithDrawnMagnitudes() implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return false;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      ParameterVariable weight = signals.synapse().weight();
      SDVariable magnitudes =
          signals
              .steps()
              .draws(
                  "sign-magnitudes",
                  weight.initializer(),
                  weight.fans(),
                  signals.map().kernelShape());
      return signals.graph().math().abs(magnitudes).mul(signs(signals));
    }
  }

  /** {@code |B| sign(W)}: the magnitudes are those of B, the signs W's. */
  record SignWithFeedbackMagnitudes() implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return true;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      return signals.graph().math().abs(signals.feedback()).mul(signs(signals));
    }
  }

  /**
   * The feedback weights B, at first {@code c sign(W)}.
   *
   * @param scale c
   */
  record SignedFeedback(SignScale scale) implements ErrorCarrier {

    @Override
    public boolean usesFeedbackWeights() {
      return true;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      return signals.feedback();
    }

    @Override
    public FeedbackSpec feedbackWeights(Synapse synapse) {
      return new FeedbackSpec(
          synapse.map().kernelShape(), new FeedbackSpec.SignsOfWeight(scale.at(synapse)));
    }
  }

  private static SDVariable signs(SynapticSignals signals) {
    return signals.graph().math().sign(signals.weight());
  }
}
