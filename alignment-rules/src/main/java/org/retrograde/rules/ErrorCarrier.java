// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.OptionalDouble;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Fans;
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
   * @param scale c, greater than 0; if empty, {@code sqrt(2 / (fan in + fan out))}, the standard
   *     deviation of Glorot's initialisation, with fans counted with the kernel's area
   */
  record SignOfWeight(OptionalDouble scale) implements ErrorCarrier {

    /** Checks the scale. */
    public SignOfWeight {
      if (scale.isPresent() && !(scale.getAsDouble() > 0 && Double.isFinite(scale.getAsDouble()))) {
        throw new IllegalArgumentException(
            "a scale is greater than 0, found " + scale.getAsDouble());
      }
    }

    @Override
    public boolean usesFeedbackWeights() {
      return false;
    }

    @Override
    public SDVariable kernel(SynapticSignals signals) {
      double c = scale.orElseGet(() -> glorot(signals.map().fans()));
      return signals.graph().math().sign(signals.weight()).mul(c);
    }

    private static double glorot(Fans fans) {
      return Math.sqrt(2.0 / (fans.in() + fans.out()));
    }
  }
}
